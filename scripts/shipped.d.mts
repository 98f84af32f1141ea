import type { ShippedModel, ShippedPackage } from './check-licences.mjs';
export const MODELS: readonly ShippedModel[];
/** The packages in the VSIX, or in the npm package. */
export function shippedPackages(npm: boolean): Promise<ShippedPackage[]>;
