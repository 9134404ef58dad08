/** Every way in which a package can be refused. */
export const packageProblemCodes = [
  'unreadable',
  'not-a-zip',
  'too-large',
  'too-many-files',
  'file-too-large',
  'suspicious-compression',
  'bad-path',
  'duplicate-path',
  'link',
  'encrypted-entry',
  'damaged',
  'manifest-missing',
  'manifest-invalid',
  'version-unknown',
  'file-missing',
  'file-unlisted',
  'hash-mismatch',
  'signature-missing',
  'signature-invalid',
  'signature-untrusted',
  'body-invalid',
  'body-shapes-missing',
  'body-bones-missing',
  'persona-invalid',
  'clip-invalid',
  'consent-invalid',
  'consent-incomplete',
] as const;
export type PackageProblemCode = (typeof packageProblemCodes)[number];

export interface PackageProblem {
  readonly code: PackageProblemCode;
  readonly cause: string;
  readonly remedy: string;
  /** The file inside the package, or the key inside the manifest. */
  readonly path?: string;
}

/** Carries a problem out of nested reading; never leaves this folder. */
export class Refusal extends Error {
  readonly problem: PackageProblem;
  constructor(problem: PackageProblem) {
    super(problem.cause);
    this.name = 'Refusal';
    this.problem = problem;
  }
}

export const refuse = (
  code: PackageProblemCode,
  cause: string,
  remedy: string,
  path?: string,
): never => {
  throw new Refusal(path === undefined ? { code, cause, remedy } : { code, cause, remedy, path });
};
