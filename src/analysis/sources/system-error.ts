/** What the operating system calls an error (`EACCES`, `ENOENT` …), or the error's own words. */
export function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
}
