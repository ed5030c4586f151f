/**
 * The other tabs of this browser on the same exchange: each tells the others that an exchange went on, by its id and nothing else. What is on a
 * page changes by a gesture only, so that a tab which is told says so and waits.
 */
export function createOtherTabs(onMoved: (conversationId: string) => void) {
  let channel: BroadcastChannel | undefined
  return {
    watch(): void {
      channel = new BroadcastChannel('eventail-exchange')
      channel.onmessage = ({ data }) => {
        if (typeof data === 'string') onMoved(data)
      }
    },
    leave: () => channel?.close(),
    tell: (conversationId: string) => channel?.postMessage(conversationId),
  }
}
