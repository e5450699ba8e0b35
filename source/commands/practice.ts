import type {AnalyzedNode} from '../analyzer/analyze.ts';
import type {Conversation} from '../model/conversation.ts';
import type {Finding} from '../model/finding.ts';
import type {NodeAnswer, Report} from '../model/report.ts';
import type {Rule} from '../model/rule.ts';
import {escapeVisible} from '../report/escape-visible.ts';
import {renderFinding} from '../report/render-finding.ts';
import type {Style} from '../report/style.ts';
import {nearestWord} from './nearest-word.ts';

/** A node to learn on: what was recorded and what kdiag would say of it. */
export type Exercise = {
	readonly node: AnalyzedNode;
	readonly report: Report;
	readonly rules: readonly Rule[];
	readonly style: Style;
};

const help = `Look at the node as you would on it, then name the rule that is violated:
  look              what can be looked at
  netstat -npa      (or any other of them) prints it; | grep WORD shows only lines with the word
  hint              a hint; once more, a bigger one
  rules             the rules there are
  answer RULE       your answer
  give up           shows it
  quit`;

const failures = (report: Report): readonly Finding[] =>
	report.findings.filter((finding) => finding.status === 'fail' && finding.severity !== 'info');

/** What was recorded, by the name under which a person would look at it. */
const outputs = ({node}: Exercise): ReadonlyMap<string, string> =>
	new Map(
		node.snapshot.captures
			.flatMap((capture) => capture.parts)
			.filter((part) => !part.name.startsWith('/proc/') && part.text !== '')
			.map((part) => [part.name, part.text]),
	);

const show = (exercise: Exercise, line: string): string | null => {
	const [command = '', ...filters] = line.split('|').map((word) => word.trim());
	const all = outputs(exercise);
	const text = all.get(command) ?? all.get(command.replace(/^(cat|less|more) /, ''));
	if (text === undefined) {
		return null;
	}
	const words = filters.map((filter) =>
		filter
			.replace(/^grep (-\w+ )?/, '')
			.replace(/^['"]|['"]$/g, '')
			.toLowerCase(),
	);
	const lines = text.split('\n').filter((each) => words.every((word) => each.toLowerCase().includes(word)));
	const shown = lines.slice(0, 400).map((each) => escapeVisible(each, exercise.style.ascii));
	return [
		...shown,
		...(lines.length > shown.length ? [`… ${lines.length - shown.length} more lines; add | grep WORD`] : []),
	].join('\n');
};

const hints = (root: Finding, rules: readonly Rule[]): readonly string[] => {
	const rule = rules.find((each) => each.id === root.rule);
	const source = root.evidence[0]?.source ?? '';
	return [
		`It is about: ${rule?.group ?? 'the node'}.`,
		source === '' ? 'Compare what should run with what does.' : `Look at: ${source}`,
		`The requirement that does not hold: ${root.title}.`,
	];
};

const judge = (exercise: Exercise, answer: string): {readonly text: string; readonly done: boolean} => {
	const found = failures(exercise.report);
	const finding = found.find((each) => each.rule === answer);
	if (finding?.consequenceOf === null) {
		return {text: `Yes.\n\n${renderFinding(finding, found, exercise.report, exercise.style)}`, done: true};
	}
	if (finding !== undefined) {
		return {text: `${answer} is violated, but as a consequence. What causes it?`, done: false};
	}
	const known = exercise.rules.map((rule) => rule.id);
	const near = known.includes(answer) ? null : nearestWord(answer, known);
	const text = known.includes(answer)
		? `No: ${answer} holds on this node, or cannot be told.`
		: `There is no rule '${answer}'${near === null ? '' : `; did you mean '${near}'?`}`;
	return {text, done: false};
};

const normal = (text: string): string =>
	text
		.trim()
		.toLowerCase()
		.replace(/[.,;]+$/, '');

/** Questions with one short value, which an answer can be compared with. */
const askable = (report: Report): readonly NodeAnswer[] =>
	report.answers.filter((answer) => answer.values.length === 1);

const askFacts = async ({report, style}: Exercise, {say, ask}: Conversation): Promise<void> => {
	const [first, second] = askable(report).filter((answer) => [4, 6, 14, 15, 17, 18, 20].includes(answer.number));
	for (const question of [first, second].filter((each) => each !== undefined)) {
		const given = await ask(`${question.question} `);
		if (given === null || given === 'quit') {
			return;
		}
		const isRight = normal(given) === normal(question.values[0] ?? '');
		const proof = question.evidence[0];
		const where =
			proof === undefined
				? ''
				: `\n  ${escapeVisible(`${proof.source}:${proof.line}  ${proof.text.trim()}`, style.ascii)}`;
		await say(
			`${isRight ? 'Yes.' : 'No.'} ${escapeVisible(question.answer, style.ascii)}${where}\n  ${question.commands.map((command) => `$ ${command}`).join('\n  ')}\n`,
		);
	}
};

const repair = async (exercise: Exercise, {say, ask}: Conversation): Promise<boolean> => {
	const [root] = failures(exercise.report).filter((finding) => finding.consequenceOf === null);
	if (root === undefined) {
		await say('Nothing is wrong with this node.');
		return true;
	}
	const open = [...hints(root, exercise.rules)];
	for (let line = await ask('> '); line !== null; line = await ask('> ')) {
		const words = line.trim();
		if (words === 'quit' || words === 'q' || words === 'exit') {
			return false;
		}
		if (words === 'give up') {
			await say(renderFinding(root, failures(exercise.report), exercise.report, exercise.style));
			return true;
		}
		if (words.startsWith('answer ')) {
			const {text, done} = judge(exercise, words.slice('answer '.length).trim());
			await say(text);
			if (done) {
				return true;
			}
		} else {
			await say(reply(exercise, words, open));
		}
	}
	return false;
};

const reply = (exercise: Exercise, words: string, open: string[]): string => {
	switch (words) {
		case '':
		case 'help':
		case '?':
			return help;
		case 'look':
			return [...outputs(exercise).keys()]
				.sort()
				.map((name) => escapeVisible(name, exercise.style.ascii))
				.join('\n');
		case 'rules':
			return exercise.rules.map((rule) => `${rule.id}: ${rule.title}`).join('\n');
		case 'hint':
			return open.shift() ?? 'No more hints: answer RULE, or give up.';
		default:
			return (
				show(exercise, words) ?? `That was not recorded. \`look\` lists what was; \`help\` says what else there is.`
			);
	}
};

/** `kdiag practice`: a recorded node with one fault; it asks, lets you look at the raw output, checks the answer, then shows proof and commands. */
export const practise = async (exercise: Exercise, conversation: Conversation): Promise<void> => {
	const [node] = exercise.report.nodes;
	await conversation.say(
		`You are on ${escapeVisible(node?.id ?? 'a node', exercise.style.ascii)} (${node?.role}, ${node?.distribution}). Something is wrong with it.\n${help}\n`,
	);
	if (await repair(exercise, conversation)) {
		await askFacts(exercise, conversation);
	}
};
