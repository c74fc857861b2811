{{- define "pushgateway.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "pushgateway.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "pushgateway.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "pushgateway.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- /* In selectors: what never changes. */ -}}
{{- define "pushgateway.selector" -}}
app.kubernetes.io/name: {{ include "pushgateway.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pushgateway.labels" -}}
{{ include "pushgateway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: fingerprint
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "pushgateway.secret" -}}
{{ .Values.auth.existingSecret | default (printf "%s-auth" (include "pushgateway.fullname" .)) }}
{{- end }}

{{- define "pushgateway.lockedDown" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 1000
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "pushgateway.dns" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
    # NodeLocal DNSCache, on clusters that have it.
    - ipBlock:
        cidr: 169.254.20.10/32
  ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end }}

{{- /* The web configuration asks everybody for the password, the kubelet too. */ -}}
{{- define "pushgateway.ask" -}}
exec:
  command:
    - sh
    - -c
    - >-
      wget -q -O /dev/null --header "Authorization: Basic $(printf %s
      "$PUSHGATEWAY_USERNAME:$PUSHGATEWAY_PASSWORD" | base64 | tr -d '\n')"
      http://127.0.0.1:9091
{{- end }}

{{- define "pushgateway.credentials" -}}
- name: PUSHGATEWAY_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ include "pushgateway.secret" . }}, key: username}
- name: PUSHGATEWAY_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "pushgateway.secret" . }}, key: password}
{{- end }}

{{- define "pushgateway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}
