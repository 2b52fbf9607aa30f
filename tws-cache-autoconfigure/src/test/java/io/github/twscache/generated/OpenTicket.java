package io.github.twscache.generated;

import io.github.twscache.LoadTicket;

/**
 * A load by a caller that looks up, computes and stores in separate steps; a later step
 * ends it.
 *
 * @param ticket what the model knows of it
 * @param handle what the cache gave to the caller
 */
record OpenTicket(Ticket ticket, LoadTicket<Value> handle) {
}
