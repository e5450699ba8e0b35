import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';

/** Authentication and authorisation of kubelet's own API. */
export const kubeletAnonymousOrAlwaysallow = defineRule({
	id: 'kubelet-anonymous-or-alwaysallow',
	title: 'Kubelet asks who calls and whether they may',
	severity: 'error',
	tier: 1,
	group: 'exposure',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['kubeletConfig'],
	uses: ['processes', 'listeners'],
	why: 'Whoever reaches port 10250 could run commands in every pod of this node.',
	fix: 'Set authentication.anonymous.enabled: false, authentication.webhook.enabled: true and authorization.mode: Webhook in {file}, and restart kubelet.',
	commands: ['vi {file}', '{restart:kubelet}'],
	verify: ['grep -A 12 ^authentication: {file}'],
	docs: [
		'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
	],
	seen: 'live',
	check: ({kubeletConfig, processes, listeners}) => {
		const {anonymousAuthentication: anonymous, authorizationMode: mode} = kubeletConfig;
		const file = kubeletConfig.configPath.value || '/var/lib/kubelet/config.yaml';
		const [process] = processes?.filter((each) => each.name === 'kubelet') ?? [];
		const fallback: readonly Place[] = [
			process?.at ?? listeners?.find((socket) => socket.program === 'kubelet')?.at,
		].filter((at) => at !== undefined);
		const evidence = (at: Place | null): readonly Place[] => (at === null ? fallback : [at]);
		// A default counts only for a kubelet that was seen to run with it.
		const counts = (at: Place | null): boolean => at !== null || fallback.length > 0;
		return [
			...(anonymous.value && counts(anonymous.at)
				? [
						{
							expected: 'anonymous requests are refused',
							actual: 'kubelet lets anonymous requests in',
							evidence: evidence(anonymous.at),
							values: {file},
						},
					]
				: []),
			...(mode.value === 'AlwaysAllow' && counts(mode.at)
				? [
						{
							expected: 'authorization mode Webhook',
							actual: 'kubelet allows every request (authorization mode AlwaysAllow)',
							evidence: evidence(mode.at),
							values: {file},
						},
					]
				: []),
		];
	},
});
