export {
  type Opened,
  openShelf,
  type Shelf,
  type ShelfOptions,
  type ShelfOutcome,
  type Shelvable,
} from './shelf.ts';
