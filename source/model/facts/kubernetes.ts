import type {Place} from '../place.ts';

/** A value and where it comes from: a flag, the configuration file, a drop-in, or the program's default (then `at` is null). */
export type Setting<T> = {
	readonly value: T;
	readonly from: 'flag' | 'file' | 'drop-in' | 'default';
	readonly at: Place | null;
};

/** A configuration file that was looked for: read, absent, or broken with the reason. */
export type ConfigFile = {
	readonly path: string;
	readonly state: 'read' | 'missing' | 'invalid' | 'unreadable';
	readonly problem: string | null;
	readonly at: Place;
};

/** Kubelet's effective configuration: file, then drop-ins (lists replace), then flags. Defaults are those of the configuration file mode. */
export type KubeletConfig = {
	readonly files: readonly ConfigFile[];
	readonly address: Setting<string>;
	readonly port: Setting<number>;
	readonly readOnlyPort: Setting<number>;
	readonly healthzBindAddress: Setting<string>;
	readonly healthzPort: Setting<number>;
	readonly staticPodPath: Setting<string>;
	readonly clusterDns: Setting<readonly string[]>;
	readonly clusterDomain: Setting<string>;
	readonly resolvConf: Setting<string>;
	readonly anonymousAuthentication: Setting<boolean>;
	readonly authorizationMode: Setting<string>;
	readonly failSwapOn: Setting<boolean>;
	readonly cgroupDriver: Setting<string>;
	readonly runtimeEndpoint: Setting<string>;
	readonly maxPods: Setting<number>;
	readonly podCidr: Setting<string>;
	readonly makeIptablesChains: Setting<boolean>;
	readonly rotateCertificates: Setting<boolean>;
	readonly hostnameOverride: Setting<string>;
	readonly nodeIps: Setting<readonly string[]>;
	readonly cloudProvider: Setting<string>;
	readonly configPath: Setting<string>;
	readonly kubeconfigPath: Setting<string>;
	readonly bootstrapKubeconfigPath: Setting<string>;
};

/** A flag of a component as it stood: name without dashes, value (`true` where none was given). */
export type Flag = {readonly name: string; readonly value: string; readonly at: Place};

/** A container of a static pod. `command` is command and args together. */
export type StaticContainer = {
	readonly name: string;
	readonly image: string | null;
	readonly command: readonly string[];
	readonly flags: readonly Flag[];
	readonly at: Place;
};

/** A static pod manifest. `problem` says why it cannot be used (not YAML, not a Pod). */
export type StaticPod = {
	readonly file: string;
	readonly path: string;
	readonly name: string | null;
	readonly namespace: string | null;
	readonly hostNetwork: boolean;
	readonly containers: readonly StaticContainer[];
	readonly problem: string | null;
	readonly at: Place;
};

/** The static pod folder. `exists` is null where that could not be told. */
export type StaticPods = {
	readonly directory: string;
	readonly exists: boolean | null;
	readonly pods: readonly StaticPod[];
};

/** A kubeconfig without its secrets. `hasToken` and `hasClientKey` say that there was one. */
export type Kubeconfig = {
	readonly path: string;
	readonly server: string | null;
	readonly user: string | null;
	readonly certificateAuthorityHash: string | null;
	readonly clientCertificatePath: string | null;
	readonly clientCertificate: Certificate | null;
	readonly hasToken: boolean;
	readonly hasClientKey: boolean;
	readonly problem: string | null;
	readonly at: Place;
};

/** The public part of a certificate. Times are ISO 8601 UTC; `hash` is SHA-256 of the certificate in hex. */
export type Certificate = {
	readonly path: string;
	readonly commonName: string | null;
	readonly organizations: readonly string[];
	readonly issuer: string | null;
	readonly notBefore: string;
	readonly notAfter: string;
	readonly names: readonly string[];
	readonly addresses: readonly string[];
	readonly isAuthority: boolean;
	readonly hash: string;
	readonly at: Place;
};

/** kube-proxy's configuration as its pod or its argv shows it. Empty strings are meaningful defaults. */
export type KubeProxyConfig = {
	readonly files: readonly ConfigFile[];
	readonly mode: Setting<string>;
	readonly clusterCidrs: Setting<readonly string[]>;
	readonly healthzBindAddress: Setting<string>;
	readonly metricsBindAddress: Setting<string>;
	readonly detectLocalMode: Setting<string>;
	readonly nodePortAddresses: Setting<readonly string[]>;
	readonly masqueradeBit: Setting<number>;
	readonly masqueradeAll: Setting<boolean>;
	readonly hostnameOverride: Setting<string>;
	readonly conntrackMaxPerCore: Setting<number>;
	readonly conntrackMin: Setting<number>;
};

/** containerd's configuration, as far as Kubernetes networking depends on it. */
export type ContainerdConfig = {
	readonly files: readonly ConfigFile[];
	readonly version: number | null;
	readonly disabledPlugins: Setting<readonly string[]>;
	readonly confDir: Setting<string>;
	readonly binDirs: Setting<readonly string[]>;
	readonly maxConfNum: Setting<number>;
	readonly systemdCgroup: Setting<boolean | null>;
	readonly streamAddress: Setting<string>;
};

/** A line of a log, with its time where it has one (ISO 8601). */
export type LogLine = {readonly text: string; readonly time: string | null; readonly at: Place};

/** The tail of a log of one component (kubelet, containerd, kube-apiserver, etcd, kube-proxy, kube-flannel …). `pod` and `container` for files under /var/log/pods. */
export type LogTail = {
	readonly component: string;
	readonly source: string;
	readonly namespace: string | null;
	readonly pod: string | null;
	readonly podUid: string | null;
	readonly container: string | null;
	readonly restart: number | null;
	readonly lines: readonly LogLine[];
};

/** A unit as `systemctl show` describes it. */
export type Unit = {
	readonly name: string;
	readonly loadState: string;
	readonly activeState: string;
	readonly subState: string;
	readonly enabled: string | null;
	readonly result: string | null;
	readonly restarts: number | null;
	readonly at: Place;
};
