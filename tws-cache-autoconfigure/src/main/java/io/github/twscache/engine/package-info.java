/**
 * The cache engine: shards, ring, locks, table, eviction, expiry, loading and counters.
 * Entry point is {@link io.github.twscache.engine.ShardedStore}. Not an API for users: it
 * may change in any release. Depends on the JDK alone.
 */
@NullMarked
package io.github.twscache.engine;

import org.jspecify.annotations.NullMarked;
