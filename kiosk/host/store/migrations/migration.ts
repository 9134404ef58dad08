/** One step from version − 1 to version. Never edited after release: a mistake is mended by the next step. */
export interface Migration {
  readonly version: number;
  readonly reason: string;
  readonly sql: string;
}
