import {componentOfProgram} from '../../derive/component-of-process.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';

const isBefore120 = (version: string | null | undefined): boolean => {
	const minor = /^1\.(\d+)/.exec(version ?? '')?.[1];
	return minor !== undefined && Number(minor) < 20;
};

/** --insecure-port of kube-apiserver: inert since 1.20, gone in 1.24. */
export const apiserverInsecure8080 = defineRule({
	id: 'apiserver-insecure-8080',
	title: 'kube-apiserver serves no insecure port',
	severity: 'error',
	tier: 1,
	group: 'exposure',
	roles: ['control-plane'],
	needs: ['listeners', 'components'],
	why: 'Whoever reaches the insecure port is cluster-admin, without being asked who they are.',
	fix: 'Set --insecure-port=0 in the manifest of kube-apiserver, and upgrade: the port is inert since 1.20.',
	commands: ["sed -i 's/--insecure-port=[0-9]*/--insecure-port=0/' /etc/kubernetes/manifests/kube-apiserver.yaml"],
	verify: ['netstat -npl | grep 8080'],
	docs: [
		'https://github.com/kubernetes/kubernetes/issues/96216',
		'https://kubernetes.io/docs/concepts/security/controlling-access/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({listeners, components}) => {
		const server = components['kube-apiserver'];
		const open = listeners
			.filter(
				(socket) =>
					socket.protocol === 'tcp' &&
					socket.localPort === 8080 &&
					componentOfProgram(socket.program ?? '') === 'kube-apiserver',
			)
			.map((socket) => ({
				expected: 'kube-apiserver listens on its secure port only',
				actual: `${socket.program} serves an insecure port on ${socket.localAddress}:8080`,
				evidence: [socket.at],
			}));
		const flag = server === undefined ? undefined : lastFlag(server.flags, 'insecure-port');
		if (flag === undefined || flag.value === '0' || !isBefore120(server?.version)) {
			return open;
		}
		return [
			...open,
			{
				expected: '--insecure-port=0',
				actual: `--insecure-port is ${flag.value} and version ${server?.version} serves it`,
				evidence: [flag.at],
			},
		];
	},
});
