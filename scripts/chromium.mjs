// Finds Chromium, or installs it where that is possible: tests and the workbench in the browser need it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const found = () => [process.env.CHROMIUM, ...NAMES].find((file) => file && existsSync(file));

/** Switches that a headless Chromium needs in a container, and that keep it from calling home. */
export const CHROMIUM_SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Absolute path of Chromium; ends the process with a clear message when there is none and it cannot be installed. */
export function requireChromium() {
  const there = found();
  if (there) return there;
  console.error('Installing Chromium …');
  aptInstall(['chromium', 'fonts-dejavu-core']);
  const installed = found();
  if (installed) return installed;
  console.error(
    'Chromium is missing and could not be installed. Install Chromium or Chrome, or set CHROMIUM to its path, and try again.',
  );
  process.exit(1);
}

/** Installs Debian packages where there is apt, and root or sudo without a password; what failed shows where it is missed. */
export function aptInstall(packages) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...args) =>
    spawnSync([...sudo, 'apt-get'][0], [...[...sudo, 'apt-get'].slice(1), ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', ...packages);
}
