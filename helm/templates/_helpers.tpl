{{- define "freehold.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "freehold.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "freehold.labels" -}}
{{ include "freehold.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "freehold.witness" -}}
{{ include "freehold.name" . }}-witness
{{- end }}

{{- /* Another name than the gateway's, so that no service and no policy of the gateway means it. */}}
{{- define "freehold.witnessSelector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-witness
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "freehold.witnessLabels" -}}
{{ include "freehold.witnessSelector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "freehold.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "freehold.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "freehold.name" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{- /* Is the store shared by all replicas? Empty when it is not. */}}
{{- define "freehold.shared" -}}
{{- if .Values.store.postgresql.url }}true{{ end }}
{{- end }}

{{- /* What a pod takes to stop at most: out of the balancers, drained, and a little to write down and end. */}}
{{- define "freehold.grace" -}}
{{- add .Values.lifecycle.preStopSeconds .Values.lifecycle.drainSeconds 15 }}
{{- end }}

{{- define "freehold.check" -}}
{{- if and (not (include "freehold.shared" .)) (or (gt (int .Values.replicas) 1) .Values.autoscaling.enabled) }}
{{- fail "More than one replica needs a store they share: set store.postgresql.url." }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas." }}
{{- end }}
{{- if and .Values.telemetry.traces.to .Values.networkPolicy.enabled (not .Values.networkPolicy.egress) }}
{{- fail "The network policy closes the way to telemetry.traces.to: name the collector in networkPolicy.egress." }}
{{- end }}
{{- if and (include "freehold.shared" .) .Values.networkPolicy.enabled (not .Values.store.postgresql.network.cidr) (not .Values.store.postgresql.network.podLabels) }}
{{- fail "The network policy closes the way to PostgreSQL: set store.postgresql.network.cidr or store.postgresql.network.podLabels." }}
{{- end }}
{{- if and .Values.models.pull (not .Values.models.sources.allowedHosts) }}
{{- fail "models.pull connects to nobody whom models.sources.allowedHosts does not name." }}
{{- end }}
{{- if and .Values.models.pull (include "freehold.shared" .) (not .Values.models.existingClaim) }}
{{- fail "models.pull with a shared store needs a volume to pull into: set models.existingClaim." }}
{{- end }}
{{- if and .Values.models.pull .Values.networkPolicy.enabled (not .Values.models.sources.network) (not .Values.networkPolicy.egress) }}
{{- fail "The network policy closes the way to the sources of models: set models.sources.network." }}
{{- end }}
{{- end }}
