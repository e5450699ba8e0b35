import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commandFormats} from '../../source/sources/command-formats.ts';
import {readCommands} from '../../source/sources/read-command.ts';

const one = (line: string) => readCommands(line)[0];

test.each([
	['netstat -npl', 'netstat -npl'],
	['sudo netstat -npl', 'netstat -npl'],
	['sudo -E -u root /usr/bin/netstat -npl', 'netstat -npl'],
	['LC_ALL=C watch -n 5 ss -tulnp', 'ss -tulnp'],
	['timeout 5 iptables-save 2>/dev/null', 'iptables-save'],
	['ip addr > /tmp/x 2>&1', 'ip addr'],
	["ssh -i key cp1 'netstat -npa'", 'netstat -npa'],
	['ssh cp1 sudo netstat -npa', 'netstat -npa'],
	['docker exec -it kind-control-plane ip addr', 'ip addr'],
	['nsenter -t 1 -n ip addr', 'ip addr'],
	['sh\\ x', 'sh x'],
	['grep kube /etc/hosts', 'grep kube /etc/hosts'],
])('%s', (line, argv) => {
	expect(one(line)?.argv.join(' ')).toBe(argv);
	expect(one(line)?.elsewhere).toBe(false);
});

test.each([
	['netstat -npl', []],
	['netstat -npl | grep -i kube', ['grep']],
	['netstat -npl|sudo grep kube|head -3', ['grep', 'head']],
	['netstat -npl | sort | less', []],
	['netstat -npl | grep "a | b"', ['grep']],
	['grep kube /etc/hosts', ['grep']],
	['head -20 /etc/hosts', ['head']],
	["iptables-save | awk '/KUBE/ {print}'", ['awk']],
])('%s went through %j', (line, filters) => {
	expect(readCommands(line)).toHaveLength(1);
	expect(one(line)?.filters).toEqual(filters);
});

test.each([
	['netstat -npa | grep 2379 | wc -l', true],
	['netstat -npa | grep -c 2379', true],
	['grep --count x /etc/hosts', true],
	['netstat -npa | grep -i 2379', false],
])('%s counts: %s', (line, counts) => {
	expect(one(line)?.counts).toBe(counts);
});

test.each([
	'kubectl exec web -- ip addr',
	'kubectl exec -it web -c app -- ip addr',
	'ip netns exec cni-1 ip addr',
	'ip -n cni-1 addr',
	'nsenter -t 4711 -n ip addr',
	'sudo nsenter --target 4711 --net ip addr',
	'crictl exec -it 0123 ip addr',
])('%s ran elsewhere', (line) => {
	expect(one(line)).toMatchObject({elsewhere: true, argv: ['ip', 'addr']});
});

test('several commands on one line', () => {
	expect(readCommands('hostname; ip addr && ip route || true').map(({argv}) => argv.join(' '))).toEqual([
		'hostname',
		'ip addr',
		'ip route',
		'true',
	]);
});

test.each([
	['ip a', ['ip-addr']],
	['ip -4 -d addr show dev cni0', ['ip-addr']],
	['ip -c link', ['ip-addr']],
	['ip -j addr', ['ip-json']],
	['ip -6 r', ['ip-route']],
	['ip ru', ['ip-rule']],
	['ip n', ['ip-neigh']],
	['ip saddr 10.0.0.0/8', null],
	['ip', null],
	['iptables -t nat -L -n', ['iptables-list']],
	['iptables -nvL', ['iptables-list']],
	['ip6tables --list', ['iptables-list']],
	['iptables -S', ['iptables-list']],
	['iptables --version', ['iptables-version']],
	['ipvsadm -Ln', ['ipvs']],
	['iptables -A INPUT -j DROP', null],
	['ip6tables-save -c', ['iptables-save']],
	['cat /etc/kubernetes/manifests/etcd.yaml', ['static-pod']],
	['less /var/lib/kubelet/config.yaml', ['kubelet-config']],
	['cat /etc/cni/net.d/10-flannel.conflist', ['cni-config']],
	['cat /proc/net/tcp', ['proc-net-socket']],
	['cat /etc/unknown', []],
	['grep kube', null],
	['kubectl get nodes', []],
	['echo hello', null],
])('%s prints %j', (line, formats) => {
	const command = one(line);
	expect(command === undefined ? null : commandFormats(command)).toEqual(formats);
});

test('never throws and keeps to the line', () => {
	const piece = fc.constantFrom(
		'sudo',
		'ssh',
		'ip',
		'netns',
		'exec',
		'-n',
		'|',
		';',
		'&',
		'>',
		'"',
		"'",
		'\\',
		' ',
		'x',
		'--',
		'A=1',
		'kubectl',
	);
	fc.assert(
		fc.property(fc.array(piece), (pieces) => {
			for (const command of readCommands(pieces.join(''))) {
				expect(command.argv.length).toBeGreaterThan(0);
				commandFormats(command);
			}
		}),
	);
});
