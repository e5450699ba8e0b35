import {readFileSync} from 'node:fs';
import path from 'node:path';
import {validateXML} from 'xmllint-wasm';

const schema = readFileSync(path.join(import.meta.dirname, '../report/schemas/jenkins-junit.xsd'), 'utf8');

/** What libxml2 finds wrong with documents of JUnit: that they are no XML, or not as Jenkins' schema says. */
export const junitProblems = async (documents: readonly string[]): Promise<readonly string[]> => {
	const {errors} = await validateXML({
		xml: documents.map((contents, index) => ({fileName: `report-${index}.xml`, contents})),
		schema: [{fileName: 'junit.xsd', contents: schema}],
		initialMemoryPages: 1024,
		maxMemoryPages: 8192,
	});
	return errors.map(({rawMessage}) => rawMessage);
};
