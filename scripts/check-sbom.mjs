// Whether a bill of materials is what CycloneDX 1.6 says, by its own schema.
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/**
 * @param text the bill of materials, as JSON
 * @returns what is wrong, a sentence each; empty where all is well
 */
export async function sbomProblems(text) {
  const found = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
  return (found ?? []).map(
    ({ instancePath, message }) => `${instancePath === '' ? 'the document' : instancePath} ${message}`,
  );
}
