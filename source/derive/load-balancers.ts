/** Programs that people put in front of the API server. */
export const loadBalancers: readonly string[] = ['haproxy', 'nginx', 'envoy', 'traefik', 'kube-vip', 'gobetween'];
