// What a page has that no script declares: the drawing library, unpacked when it is first needed.
declare const vis: {
  DataSet: new (items?: object[]) => { add(items: object[]): void; clear(): void; update(items: object[]): void; remove(ids: unknown[]): void; getIds(): (string | number)[] };
  Network: new (holder: Element, data: object, options: object) => any;
};
interface Window { vis?: typeof vis }

// Younger than what the compiler knows of browsers.
interface Uint8ArrayConstructor { fromBase64?(text: string): Uint8Array<ArrayBuffer> }

// Its template holds every part that its scripts ask for by id, and these two.
interface Document {
  getElementById(id: string): HTMLElement;
  querySelector(selectors: "h1" | ".work"): HTMLElement;
}
