import type {CommandDeclaration} from '../command-declaration.ts';
import {completionCommand} from './completion.ts';
import {demoCommand} from './demo.ts';
import {diffCommand} from './diff.ts';
import {explainCommand} from './explain.ts';
import {factsCommand} from './facts.ts';
import {parseCommand} from './parse.ts';
import {practiceCommand} from './practice.ts';
import {reportCommand} from './report.ts';
import {serviceCommand} from './service.ts';
import {snapshotCommand} from './snapshot.ts';

/** All commands, in the order in which the help lists them. */
export const declaredCommands: readonly CommandDeclaration[] = [
	reportCommand,
	factsCommand,
	serviceCommand,
	snapshotCommand,
	diffCommand,
	parseCommand,
	explainCommand,
	demoCommand,
	practiceCommand,
	completionCommand,
];

/** The names of all commands. */
export const commandNames: readonly string[] = [...declaredCommands.map(({name}) => name), 'help'];
