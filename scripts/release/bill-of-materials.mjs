// The bill of materials: CycloneDX, as npm writes it, of what is inside and nothing else.
import {createHash} from 'node:crypto';
import {manifest} from '../bundle.mjs';
import {locked} from './locked.mjs';
import {npm} from './npm.mjs';

const hashesOf = (integrity) => [
	{alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')},
];

const referenceOf = ({name, version}) => `${name}@${version}`;

/** The Bun inside an executable. It is a package of npm, too, but no dependency. */
const runtimeComponent = ({name, runtime}) => {
	const {version, license, integrity} = locked(`node_modules/${runtime}`);
	return {
		'bom-ref': `${runtime}@${version}`,
		type: 'platform',
		name: runtime,
		version,
		scope: 'required',
		description: `Bun, the runtime inside ${name}. THIRD-PARTY-LICENSES.txt lists the libraries that it is linked with.`,
		licenses: [{license: {id: license}}],
		purl: `pkg:npm/${runtime.replace('@', '%40')}@${version}`,
		hashes: hashesOf(integrity),
	};
};

/** A UUID that depends on the text alone: a new time or number in each run would make each release another one. */
const uuidOf = (text) => {
	const hex = createHash('sha256').update(text).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The bill as an object: the packages that are bundled, and the Bun of each target. */
export const billOfMaterials = (packages, targets) => {
	const whole = JSON.parse(npm(['sbom', '--sbom-format', 'cyclonedx']));
	const byReference = new Map(whole.components.map((component) => [component['bom-ref'], component]));
	const components = packages.map((one) => {
		const component = byReference.get(referenceOf(one));
		if (component === undefined) {
			throw new Error(`npm sbom: expected ${referenceOf(one)}, which is bundled`);
		}
		return {...component, scope: 'required'};
	});
	const runtimes = targets.map(runtimeComponent);
	const self = whole.metadata.component['bom-ref'];
	const inside = new Set([...components, ...runtimes].map((component) => component['bom-ref']));
	const among = (references) => references.filter((reference) => inside.has(reference)).sort();
	const dependsOn = new Map(whole.dependencies.map(({ref, dependsOn: list}) => [ref, among(list)]));
	const bill = {
		$schema: whole.$schema,
		bomFormat: whole.bomFormat,
		specVersion: whole.specVersion,
		version: 1,
		metadata: {
			lifecycles: whole.metadata.lifecycles,
			component: {...whole.metadata.component, type: 'application', name: manifest.name, properties: []},
		},
		components: [...components, ...runtimes],
		dependencies: [
			{ref: self, dependsOn: [...(dependsOn.get(self) ?? []), ...runtimes.map((one) => one['bom-ref'])]},
			...[...inside].sort().map((ref) => ({ref, dependsOn: dependsOn.get(ref) ?? []})),
		],
	};
	return {...bill, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(bill))}`};
};
