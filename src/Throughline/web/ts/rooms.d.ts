// What the rooms add: build.mjs collects every script below web/rooms.
declare module "rooms";
