/**
 * Folders that containers can write to, and where links in them may lead: a pod must not make kdiag read a file of root's through its log
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/ forbids such volumes for that reason).
 */
const areas: readonly {readonly folder: string; readonly targets: readonly string[]}[] = [
	{
		folder: '/var/log/',
		targets: ['/var/log/', '/var/lib/docker/containers/', '/var/lib/containers/', '/var/lib/containerd/'],
	},
	{folder: '/var/lib/kubelet/pods/', targets: ['/var/lib/kubelet/pods/']},
];

/** Where a path that was opened may really lie: null where it may be anywhere. */
export const allowedTargets = (path: string): readonly string[] | null =>
	areas.find((area) => path.startsWith(area.folder))?.targets ?? null;
