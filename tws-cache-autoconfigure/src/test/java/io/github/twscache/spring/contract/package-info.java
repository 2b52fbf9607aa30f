/**
 * What Spring's documentation promises of a cache and its manager, asked of ours and of
 * those that Spring brings: start at
 * {@link io.github.twscache.spring.contract.ContractTest}.
 */
@NullMarked
package io.github.twscache.spring.contract;

import org.jspecify.annotations.NullMarked;
