declare module 'gltf-validator' {
  interface ValidationReport {
    readonly issues: {
      readonly numErrors: number;
      readonly numWarnings: number;
      readonly messages: ReadonlyArray<{
        readonly code: string;
        readonly message: string;
        readonly severity: number;
        readonly pointer?: string;
      }>;
    };
  }
  export function validateBytes(
    data: Uint8Array,
    options?: {
      readonly format?: 'glb' | 'gltf';
      readonly maxIssues?: number;
      readonly writeTimestamp?: boolean;
      readonly externalResourceFunction?: (uri: string) => Promise<Uint8Array>;
    },
  ): Promise<ValidationReport>;
}
