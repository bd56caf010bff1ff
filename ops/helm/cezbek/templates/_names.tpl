{{- define "cezbek.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{/* The name of the objects of a role. The name of a release with one role already contains the role. */}}
{{- define "cezbek.roleName" -}}
{{- $name := include "cezbek.name" .root -}}
{{- if hasSuffix (printf "-%s" .role) $name }}{{ $name }}{{ else }}{{ printf "%s-%s" $name .role }}{{ end -}}
{{- end -}}

{{- define "cezbek.selector" -}}
app.kubernetes.io/name: cezbek
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "cezbek.labels" -}}
{{ include "cezbek.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: cezbek
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "cezbek.image" -}}
{{ .root.Values.image.registry }}cezbek-{{ .role }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{/* The roles of this release, as a list in JSON. */}}
{{- define "cezbek.roles" -}}
{{- $roles := list -}}
{{- range $role, $of := .Values.roles -}}
{{- if and $of.enabled (or (not $.Values.only) (eq $.Values.only $role)) -}}
{{- $roles = append $roles $role -}}
{{- end -}}
{{- end -}}
{{- $roles | toJson -}}
{{- end -}}

{{- define "cezbek.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "cezbek.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
privileged: false
capabilities: { drop: [ALL] }
{{- end -}}

{{/* The outgoing connections of every process, including the migration: DNS, and the destinations in the values. */}}
{{- define "cezbek.egress" -}}
- ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
  to:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
{{- range .Values.networkPolicy.egress }}
- ports:
    {{- range .ports }}
    - { port: {{ . }}, protocol: TCP }
    {{- end }}
  to:
    {{- range .cidrs }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
{{- end }}
{{- end -}}
