import type {KubeletConfig, Setting} from '../model/facts/kubernetes.ts';

/** Whether a setting of kubelet is known: it stands somewhere, or nothing that could set it was left unread. */
export const isKnownSetting = (setting: Setting<unknown>, {files}: KubeletConfig): boolean =>
	setting.from !== 'default' || files.every((file) => file.state === 'read');

/** Distributions whose kubelet is part of another program, which sets defaults of its own. */
const embedding: ReadonlySet<string> = new Set(['k3s', 'rke2', 'microk8s', 'talos']);

/** Whether kubelet's documented default holds for a setting that nobody made. */
export const hasOwnDefault = (setting: Setting<unknown>, distribution: string | undefined): boolean =>
	setting.from !== 'default' || !embedding.has(distribution ?? '');
