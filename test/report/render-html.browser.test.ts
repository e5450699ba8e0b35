import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import type {Report} from '../../source/model/report.ts';
import {renderHtml} from '../../source/report/render-html.ts';
import {browserProgram, openBrowser} from '../support/browser.ts';
import {demoReport} from '../support/demo-report.ts';
import {hostileTexts, withTexts} from '../support/hostile-text.ts';

const missing = browserProgram === null ? ' (skipped: no Chromium on this machine)' : '';

let browser: Browser;
let folder: string;
const files = new Map<string, string>();

/** The same node under many names. */
const multiply = (report: Report, count: number): Report => {
	const ids = Array.from({length: count}, (_, index) => `${report.nodes[0]?.id}-${index}`);
	return {
		...report,
		nodes: ids.flatMap((id) => report.nodes.map((node) => ({...node, id, name: id}))),
		conclusions: ids.flatMap((node) => report.conclusions.map((each) => ({...each, node}))),
		answers: ids.flatMap((node) => report.answers.map((each) => ({...each, node}))),
		findings: ids.flatMap((id) => report.findings.map((finding) => ({...finding, nodes: [id]}))),
	};
};

const save = (name: string, report: Report): void => {
	const file = path.join(folder, `${name}.html`);
	writeFileSync(file, [...renderHtml(report)].join(''));
	files.set(name, pathToFileURL(file).href);
};

/** Opens a report at a width of pixels; `heard` is all that the page asked for or complained of. */
const open = async (
	name: string,
	width: number,
	colorScheme: 'light' | 'dark',
): Promise<{readonly page: Page; readonly heard: readonly string[]}> => {
	const page = await browser.newPage({viewport: {width, height: 900}, colorScheme});
	const url = files.get(name) ?? '';
	const heard: string[] = [];
	page.on('request', (request) => heard.push(...(request.url() === url ? [] : [`asked for ${request.url()}`])));
	page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
	page.on('pageerror', (error) => heard.push(String(error)));
	page.on('dialog', (dialog) => heard.push(dialog.message()));
	await page.goto(url);
	return {page, heard};
};

/** Elements that reach out of the page to the right, unless they are in a box that scrolls. */
const outside = (page: Page): Promise<readonly string[]> =>
	page.evaluate(`
		const wide = [...document.body.querySelectorAll('*')].filter((element) =>
			!element.closest('.scroll, svg') && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
		[...wide.map((element) => element.outerHTML.slice(0, 120)),
			...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls to ' + document.documentElement.scrollWidth] : [])]
	`);

/** Texts that stand out from their ground by less than 4.5:1 (WCAG 2.2, 1.4.3). */
const faint = (page: Page): Promise<readonly string[]> =>
	page.evaluate(`
		const light = (color) => {
			const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => Number(part) / 255)
				.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
			return 0.2126 * r + 0.7152 * g + 0.0722 * b;
		};
		const groundOf = (element) => {
			for (let each = element; each !== null; each = each.parentElement) {
				const color = getComputedStyle(each).backgroundColor;
				if (!/, 0\\)$/.test(color)) { return color; }
			}
			return 'rgb(255, 0, 255)';
		};
		const raised = getComputedStyle(document.querySelector('.verdict')).backgroundColor;
		[...document.body.querySelectorAll('*')]
			.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim() !== ''))
			.filter((element) => element.tagName !== 'TEMPLATE')
			.flatMap((element) => {
				const inPicture = element.closest('svg') !== null;
				const style = getComputedStyle(element);
				const one = light(inPicture ? style.fill : style.color);
				const grounds = inPicture ? [groundOf(element), raised] : [groundOf(element)];
				return grounds.map((ground) => {
					const other = light(ground);
					return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
				}).some((ratio) => ratio < 4.5) ? [element.outerHTML.slice(0, 120)] : [];
			})
	`);

const openAll = (page: Page): Promise<unknown> =>
	page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);

describe.skipIf(browserProgram === null)(`in a browser${missing}`, {timeout: 120_000}, () => {
	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'kdiag-html-'));
		const rules = ['forward-drop', 'service-without-endpoints', 'swap-enabled', 'product-uuid-placeholder'];
		const fault = await demoReport('fault', rules);
		save('fault', fault);
		save('many', multiply(fault, 12));
		save('hostile', withTexts(fault, hostileTexts));
		save(
			'hostile nodes',
			multiply(
				withTexts({...fault, nodes: fault.nodes.map((node) => ({...node, id: hostileTexts.join(' ')}))}, hostileTexts),
				3,
			),
		);
		browser = await openBrowser(browserProgram ?? '');
	});
	afterAll(async () => {
		await browser.close();
		rmSync(folder, {recursive: true});
	});

	test.each(
		['fault', 'many', 'hostile', 'hostile nodes'].flatMap((name) =>
			(['light', 'dark'] as const).flatMap((scheme) => [360, 800, 1400].map((width) => [name, scheme, width] as const)),
		),
	)('%s, %s, %i pixels: nothing is asked for or run, nothing stands out to the right', async (name, scheme, width) => {
		const {page, heard} = await open(name, width, scheme);
		const title = await page.title();
		expect(await outside(page)).toEqual([]);
		await openAll(page);
		expect(await outside(page)).toEqual([]);
		await page.mouse.move(width / 2, 400);
		expect(await page.title()).toBe(title);
		expect(title).not.toBe('obeyed');
		expect(await page.evaluate('document.scripts.length')).toBe(0);
		expect(heard).toEqual([]);
		await page.close();
	});

	test.each(['light', 'dark'] as const)('every text can be read, %s', async (scheme) => {
		const {page} = await open('fault', 800, scheme);
		await openAll(page);
		expect(await faint(page)).toEqual([]);
		const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
		expect(ground).toBe(scheme === 'dark' ? 'rgb(20, 23, 27)' : 'rgb(255, 255, 255)');
		await page.close();
	});

	test('the policy holds: what somebody adds to the file later neither runs nor asks for anything', async () => {
		let asked = 0;
		const server = createServer((_, response) => {
			asked += 1;
			response.end();
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		onTestFinished(() => void server.close());
		const image = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		const added = `<main><script>document.title = "obeyed"</script><style>h1{color:red}</style><img src="${image}">`;
		const text = readFileSync(new URL(files.get('fault') ?? ''), 'utf8').replace('<main>', added);
		writeFileSync(path.join(folder, 'added.html'), text);
		files.set('added', pathToFileURL(path.join(folder, 'added.html')).href);
		const {page, heard} = await open('added', 800, 'light');
		expect(await page.title()).not.toBe('obeyed');
		expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).not.toBe('rgb(255, 0, 0)');
		expect(heard.filter((line) => /Content Security Policy/.test(line))).toHaveLength(3);
		expect(asked).toBe(0);
		await page.close();
	});

	test('letters of the pictures have the same size on a phone and on a wide screen, and stay inside', async () => {
		const sizes = await Promise.all(
			[360, 1400].map(async (width) => {
				const {page} = await open('fault', width, 'light');
				const heights = await page.evaluate(
					`[...document.querySelectorAll('svg text')].map((each) => getComputedStyle(each).fontSize)`,
				);
				const cut = await page.evaluate(`[...document.querySelectorAll('svg text')].filter((each) => {
					const [own, all] = [each.getBoundingClientRect(), each.closest('svg').getBoundingClientRect()];
					return own.right > all.right + 1 || own.left < all.left - 1 || own.bottom > all.bottom + 1;
				}).map((each) => each.textContent)`);
				expect(cut).toEqual([]);
				await page.close();
				return heights;
			}),
		);
		expect(sizes[0]).toEqual(sizes[1]);
	});

	test('on paper all is open, in dark letters on white', async () => {
		const {page} = await open('fault', 800, 'dark');
		await page.emulateMedia({media: 'print', colorScheme: 'dark'});
		// What is shown changes with the next picture that the browser draws, not at once.
		await page.waitForFunction(
			`[...document.querySelectorAll('details li')].every((each) => each.checkVisibility({contentVisibilityAuto: true}))`,
		);
		expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
		const pdf = await page.pdf({format: 'A4'});
		expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
		await page.close();
	});
});
