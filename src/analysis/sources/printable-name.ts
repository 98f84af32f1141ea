/** Names in archives and folders are made fit to be shown where they are listed. */
export { printableName } from '../../report/outside-text.ts';
