import type {NftMapEntry, NftRule, NftStatement, NftValue} from '../../model/facts/nftables.ts';

const valueText = (value: NftValue): string =>
	value.kind === 'text' ? value.text : `{ ${value.elements.join(', ')} }`;

/** An element of a set or map as nft's text form prints it. */
export const nftEntryText = ({key, value, comment}: NftMapEntry): string =>
	[key, ...(comment === null ? [] : [`comment "${comment}"`]), ...(value === '' ? [] : [`: ${value}`])].join(' ');

const statementText = (statement: NftStatement): string => {
	switch (statement.kind) {
		case 'match': {
			const {left, operator, right} = statement;
			return operator === '==' ? `${left} ${valueText(right)}` : `${left} ${operator} ${valueText(right)}`;
		}
		case 'verdict':
			return statement.chain === null ? statement.verdict : `${statement.verdict} ${statement.chain}`;
		case 'verdict-map': {
			const {left, map, entries} = statement;
			return `${left} vmap ${map === null ? `{ ${entries.map(nftEntryText).join(', ')} }` : `@${map}`}`;
		}
		case 'nat':
			return [statement.type, ...(statement.to.length === 0 ? [] : ['to', statement.to.join(', ')])].join(' ');
		case 'counter':
			return `counter packets ${statement.packets} bytes ${statement.bytes}`;
		case 'other':
			return statement.text;
	}
};

/** A rule of nft in its text form, for rules that were read as JSON; counters stand in columns of their own. */
export const nftRuleText = ({statements, comment}: NftRule): string => {
	// A search goes through 100,000 of these: no lists are made on the way.
	let text = '';
	for (const statement of statements) {
		if (statement.kind !== 'counter') {
			text += text === '' ? statementText(statement) : ` ${statementText(statement)}`;
		}
	}
	return comment === null ? text : `${text} comment "${comment}"`;
};
