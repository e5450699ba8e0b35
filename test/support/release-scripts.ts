import path from 'node:path';
import {root} from './pages.ts';

/** A package inside kdiag. */
export type BundledPackage = {readonly folder: string; readonly name: string; readonly version: string};

/** A bill of materials in the format of CycloneDX. */
export type Bill = {
	readonly components: readonly {readonly name: string; readonly version: string; readonly type: string}[];
};

/** What the scripts of the release export and tests call. They are JavaScript, so their types stand here. */
export type ReleaseScripts = {
	readonly bundle: {readonly bundleForNode: (folder: string) => Promise<{readonly inputs: object}>};
	readonly 'release/targets': {readonly targets: readonly object[]};
	readonly 'release/bundled-packages': {
		readonly bundledPackages: (metafiles: readonly object[]) => readonly BundledPackage[];
	};
	readonly 'release/bill-of-materials': {
		readonly billOfMaterials: (packages: readonly BundledPackage[], targets: readonly object[]) => Bill;
	};
	readonly 'release/third-party-licenses': {
		readonly thirdPartyLicenses: (
			packages: readonly BundledPackage[],
			options: {readonly withRuntime: boolean},
		) => string;
	};
	readonly 'release/check-executable': {
		readonly checkExecutable: (file: string, target: {readonly glibc: string | null}) => readonly string[];
	};
	readonly 'release/npm-package': {
		readonly stagePackage: (folder: string, what: {readonly bundle: string; readonly licenses: string}) => void;
	};
};

/** A script of the release. */
export const releaseScript = async <Name extends keyof ReleaseScripts>(name: Name): Promise<ReleaseScripts[Name]> =>
	(await import(path.join(root, `scripts/${name}.mjs`))) as ReleaseScripts[Name];
