// The published browser client, bundled: the page's address carries the key and where to send.
import { AnalyticsBrowser } from '@segment/analytics-next';

const asked = new URLSearchParams(location.search);
const host = asked.get('host');
const analytics = AnalyticsBrowser.load(
  { writeKey: asked.get('key'), cdnURL: host },
  { integrations: { 'Segment.io': { apiHost: new URL(host).host + '/v1', protocol: 'http' } } },
);

window.story = (async () => {
  await analytics.page('Garden', { section: 'Furniture' });
  await analytics.track('Product Viewed', { product_id: 'oak-bench', price: 149.9, note: 'Größe „L“ 🪵' });
  await analytics.identify('browser-berit', { email: 'Berit@Example.com', name: 'Berit Browser' });
  await analytics.track('Order Completed', { total: 149.9 });
  const anonymousId = (await analytics.user()).anonymousId();
  document.title = 'told ' + anonymousId;
  return anonymousId;
})().catch((error) => { document.title = 'failed ' + error; });
