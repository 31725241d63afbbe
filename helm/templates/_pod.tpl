{{- define "freehold.pod" -}}
metadata:
  labels:
    {{- include "freehold.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}{{ toYaml . | nindent 4 }}{{ end }}
  annotations:
    # A change that the program only reads at its start brings new pods; the access file is read while it runs.
    checksum/config: {{ (include (print $.Template.BasePath "/configmap.yaml") . | fromYaml).data | dig "application.properties" "" | sha256sum }}
    {{- with .Values.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  serviceAccountName: {{ include "freehold.serviceAccount" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ include "freehold.grace" . }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ .Values.runAsUser }}
    runAsGroup: {{ .Values.runAsUser }}
    fsGroup: {{ .Values.runAsUser }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- if .Values.models.pull }}
  initContainers:
    {{- range $index, $model := .Values.models.pull }}
    - name: pull-{{ $index }}
      image: {{ include "freehold.image" $ }}
      imagePullPolicy: {{ $.Values.image.pullPolicy }}
      args: [models, pull, {{ $model.from | quote }}, --name, {{ $model.name | quote }}{{ with $model.graph }}, --graph, {{ . | quote }}{{ end }}]
      env:
        - name: HOME
          value: /var/lib/freehold
        - name: LANG
          value: C.UTF-8
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      resources: {{- toYaml $.Values.resources | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /opt/freehold/config
          readOnly: true
        - name: data
          mountPath: /var/lib/freehold
        - name: tmp
          mountPath: /tmp
        {{- if $.Values.models.existingClaim }}
        - name: models
          mountPath: /models
        {{- end }}
        {{- if $.Values.models.sources.tokenSecret.name }}
        - name: sources-token
          mountPath: /run/secrets/freehold-sources
          readOnly: true
        {{- end }}
        {{- if include "freehold.shared" $ }}
        - name: store-password
          mountPath: /run/secrets/freehold
          readOnly: true
        {{- end }}
    {{- end }}
  {{- end }}
  containers:
    - name: freehold
      image: {{ include "freehold.image" . }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      env:
        - name: HOME
          value: /var/lib/freehold
        - name: LANG
          value: C.UTF-8
      ports:
        - name: http
          containerPort: 8080
        - name: management
          containerPort: 9000
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      startupProbe:
        httpGet:
          path: /q/health/started
          port: management
        periodSeconds: 5
        failureThreshold: {{ div (add .Values.lifecycle.startupSeconds 4) 5 }}
      readinessProbe:
        httpGet:
          path: /q/health/ready
          port: management
        periodSeconds: 5
        timeoutSeconds: 2
        failureThreshold: 2
      livenessProbe:
        httpGet:
          path: /q/health/live
          port: management
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      lifecycle:
        preStop:
          sleep:
            seconds: {{ .Values.lifecycle.preStopSeconds }}
      resources: {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /opt/freehold/config
          readOnly: true
        - name: data
          mountPath: /var/lib/freehold
        - name: tmp
          mountPath: /tmp
        {{- if .Values.models.existingClaim }}
        - name: models
          mountPath: /models
          readOnly: true
        {{- end }}
        {{- if .Values.subjects.keySecret.name }}
        - name: subjects-key
          mountPath: /run/secrets/freehold-subjects
          readOnly: true
        {{- end }}
        {{- if include "freehold.shared" . }}
        - name: store-password
          mountPath: /run/secrets/freehold
          readOnly: true
        - name: signing-key
          mountPath: /run/secrets/freehold-signing
          readOnly: true
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "freehold.name" . }}
    - name: tmp
      emptyDir:
        sizeLimit: 1Gi
    {{- if .Values.models.existingClaim }}
    - name: models
      persistentVolumeClaim:
        claimName: {{ .Values.models.existingClaim }}
        readOnly: {{ empty .Values.models.pull }}
    {{- end }}
    {{- if and .Values.models.pull .Values.models.sources.tokenSecret.name }}
    - name: sources-token
      secret:
        secretName: {{ .Values.models.sources.tokenSecret.name }}
        defaultMode: 0440
        items:
          - key: {{ .Values.models.sources.tokenSecret.key }}
            path: token
    {{- end }}
    {{- if .Values.subjects.keySecret.name }}
    - name: subjects-key
      secret:
        secretName: {{ .Values.subjects.keySecret.name }}
        defaultMode: 0440
        items:
          - key: {{ .Values.subjects.keySecret.key }}
            path: key
    {{- end }}
    {{- if include "freehold.shared" . }}
    - name: data
      emptyDir:
        sizeLimit: 4Gi
    - name: store-password
      secret:
        secretName: {{ .Values.store.postgresql.passwordSecret.name }}
        defaultMode: 0440
        items:
          - key: {{ .Values.store.postgresql.passwordSecret.key }}
            path: password
    - name: signing-key
      secret:
        secretName: {{ .Values.store.postgresql.signingKeySecret.name }}
        defaultMode: 0440
        items:
          - key: {{ .Values.store.postgresql.signingKeySecret.key }}
            path: signing.pem
    {{- end }}
  {{- if .Values.topologySpread.enabled }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: {{ .Values.topologySpread.topologyKey }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "freehold.selector" . | nindent 10 }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
