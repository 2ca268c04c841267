/** Entry of what stands before the player in assets/player.js where a live session has a tile. */

import { bringTileToLife } from './player/tile.js';

/** @type {Window & { scormkitTile?: typeof bringTileToLife }} */ (window).scormkitTile = bringTileToLife;
