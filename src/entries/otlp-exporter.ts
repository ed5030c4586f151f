import type { Attributes, HrTime } from '@opentelemetry/api'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'

const patienceMs = 10_000

/** Sends spans to a collector as OTLP over HTTP, in JSON: https://opentelemetry.io/docs/specs/otlp/. A collector that is away costs its spans. */
export function createOtlpExporter(endpoint: string): SpanExporter {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  const underWay = new Set<Promise<void>>()

  async function send(spans: readonly ReadableSpan[]): Promise<number> {
    try {
      const { ok } = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(bodyOf(spans)),
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      })
      return ok ? succeeded : failed
    } catch {
      return failed
    }
  }

  return {
    export(spans, done) {
      const sending = send(spans).then((code) => done({ code }))
      underWay.add(sending)
      sending.finally(() => underWay.delete(sending))
    },
    async forceFlush() {
      await Promise.all(underWay)
    },
    async shutdown() {
      await Promise.all(underWay)
    },
  }
}

/** ExportResultCode of @opentelemetry/core. */
const succeeded = 0
const failed = 1

const bodyOf = (spans: readonly ReadableSpan[]) => ({
  resourceSpans: [
    {
      resource: { attributes: pairsOf({ 'service.name': 'eventail' }) },
      scopeSpans: [{ scope: { name: 'eventail' }, spans: spans.map(spanOf) }],
    },
  ],
})

const spanOf = (span: ReadableSpan) => ({
  traceId: span.spanContext().traceId,
  spanId: span.spanContext().spanId,
  parentSpanId: span.parentSpanContext?.spanId,
  name: span.name,
  // The numbers of OTLP begin one later than those of the API.
  kind: span.kind + 1,
  startTimeUnixNano: nanosecondsOf(span.startTime),
  endTimeUnixNano: nanosecondsOf(span.endTime),
  attributes: pairsOf(span.attributes),
  status: { code: span.status.code },
})

const pairsOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(Math.round(value)) } : { stringValue: String(value) },
  }))

const nanosecondsOf = ([seconds, nanoseconds]: HrTime): string =>
  String(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds))
