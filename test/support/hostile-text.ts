import fc from 'fast-check';

/** What somebody who names a process, an interface or a rule would write to be obeyed by whoever reads a report. */
export const hostileTexts: readonly string[] = [
	'</template><script>document.title = "obeyed"</script>',
	'<img src=x onerror="document.title = \'obeyed\'">',
	'<img src="http://127.0.0.1:9/asked">',
	'"onmouseover="document.title=1" style="color:red',
	"'><svg onload=\"document.title='obeyed'\">",
	...['javascript:alert(1)', '</style><style>*{display:none}</style>', '<!--', ']]>', '&lt;', '&#60;', '{{x}}'],
	...[
		'\u0000',
		'\uD800',
		'\uDC00x',
		'\u202Egnp.exe',
		'\u200B',
		'\u{E0041}',
		'\u001B]8;;http://x\u0007',
		'a\nb\r\n',
		'\\n',
	],
	...['https://evil.example/', 'é́́́́', 'مرحبا', 'wide'.repeat(300), '字'.repeat(300)],
];

/** Such a text, or any other. */
export const hostileText = fc.oneof(
	fc.constantFrom(...hostileTexts),
	fc.array(fc.nat({max: 0xffff})).map((codes) => String.fromCharCode(...codes)),
	fc.string({unit: 'binary'}),
);

/** Fields of a report that hold one of a few words, and what ties its parts together. */
const bound = [
	...['format', 'status', 'severity', 'origin', 'node', 'nodes', 'id', 'consequenceOf'],
	...['kind', 'verdict', 'cidr', 'provenance'],
];

/** A report in which every text is another one, taken in turn; only what `bound` and `keep` name stays. */
export const withTexts = <T>(report: T, texts: readonly string[], keep: readonly string[] = []): T => {
	const kept = new Set([...bound, ...keep]);
	let index = 0;
	const walk = (each: unknown, key: string): unknown => {
		if (typeof each === 'string') {
			return kept.has(key) ? each : texts[index++ % texts.length];
		}
		if (Array.isArray(each)) {
			return each.map((item) => walk(item, key));
		}
		return typeof each === 'object' && each !== null
			? Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner, name)]))
			: each;
	};
	return walk(report, '') as T;
};
