import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws its element again when VS Code changes the theme: it then rewrites the variables on `html` and the class of `body`. A canvas does not follow by itself. */
export class ThemeWatcher implements ReactiveController {
  private readonly observer: MutationObserver;

  constructor(host: ReactiveControllerHost) {
    this.observer = new MutationObserver(() => host.requestUpdate());
    host.addController(this);
  }

  hostConnected(): void {
    this.observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    this.observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }
}
