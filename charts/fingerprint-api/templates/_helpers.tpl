{{- define "fingerprint-api.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "fingerprint-api.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "fingerprint-api.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "fingerprint-api.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- /* In selectors: what never changes. */ -}}
{{- define "fingerprint-api.selector" -}}
app.kubernetes.io/name: {{ include "fingerprint-api.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "fingerprint-api.labels" -}}
{{ include "fingerprint-api.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: fingerprint
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "fingerprint-api.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{- define "fingerprint-api.modelsImage" -}}
{{- if .Values.models.tag -}}
{{ .Values.image.repository }}:{{ .Values.models.tag }}
{{- else -}}
{{ include "fingerprint-api.image" . }}
{{- end }}
{{- end }}

{{- define "fingerprint-api.redisSecret" -}}
{{ .Values.limit.redis.existingSecret | default (printf "%s-redis" (include "fingerprint-api.fullname" .)) }}
{{- end }}

{{- define "fingerprint-api.keysSecret" -}}
{{ .Values.auth.existingSecret | default (printf "%s-keys" (include "fingerprint-api.fullname" .)) }}
{{- end }}

{{- define "fingerprint-api.noncesSecret" -}}
{{ .Values.nonces.existingSecret | default (printf "%s-nonces" (include "fingerprint-api.fullname" .)) }}
{{- end }}

{{- /* Behind a proxy that nobody trusts all clients share the proxy's own bucket. */ -}}
{{- define "fingerprint-api.checked" -}}
{{- if and .Values.limit.enabled (or .Values.ingress.enabled .Values.gateway.enabled) (not .Values.limit.trustedProxies) }}
{{- fail "limit.enabled behind a proxy needs limit.trustedProxies: the networks of what stands in front; without them all clients share one limit" }}
{{- end }}
{{- end }}

{{- define "fingerprint-api.lockedDown" -}}
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

{{- define "fingerprint-api.dns" -}}
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
