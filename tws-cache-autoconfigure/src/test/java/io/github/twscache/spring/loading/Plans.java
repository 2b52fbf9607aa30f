package io.github.twscache.spring.loading;

import org.jspecify.annotations.Nullable;

/**
 * A service that is found by its interface.
 */
interface Plans {

	@Nullable String plan(String plan) throws Exception;

	@Nullable String planOfItsClass(String plan) throws Exception;

}
