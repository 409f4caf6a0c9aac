// The published Node client, as a shop's server would use it: host and key come from the command line.
import { Analytics } from '@segment/analytics-node';

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushAt: 10, flushInterval: 200 });
analytics.on('error', (error) => { console.error(error); process.exitCode = 1; });

const anonymousId = 'node-browser-17';
analytics.track({
  anonymousId, event: 'Product Viewed', messageId: 'node-first', timestamp: new Date('2026-03-01T10:00:00.123Z'),
  properties: { product_id: 'oak-bench', price: 149.9, tags: ['garden', 'wood'], note: 'Größe „L“ 🪵' },
  context: { campaign: { name: 'spring', source: 'letter' }, page: { path: '/garden' }, ip: '203.0.113.77', userAgent: 'Shop/2.0' },
});
analytics.page({ anonymousId, name: 'Garden', messageId: 'node-page', properties: { path: '/garden' } });
analytics.identify({ userId: 'node-anna', anonymousId, messageId: 'node-identify',
  traits: { email: 'Anna.Node@Example.com', name: 'Anna Nodström', plan: 'gold' } });
analytics.screen({ userId: 'node-anna', name: 'Basket', messageId: 'node-screen' });
analytics.group({ userId: 'node-anna', groupId: 'household-3', messageId: 'node-group', traits: { size: 3 } });
analytics.alias({ previousId: 'node-older-browser', userId: 'node-anna', messageId: 'node-alias' });
for (let i = 0; i < 25; i++) analytics.track({ userId: 'node-anna', event: 'Step Taken', messageId: `node-step-${i}`, properties: { i } });
await analytics.closeAndFlush({ timeout: 10_000 });
