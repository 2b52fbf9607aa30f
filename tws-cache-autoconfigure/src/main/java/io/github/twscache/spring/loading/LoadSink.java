package io.github.twscache.spring.loading;

import org.jspecify.annotations.Nullable;

/**
 * Takes what a load came to that ran apart from Spring's own handling of the invocation.
 */
interface LoadSink {

	/**
	 * Says that the load goes on after its thread is through with it.
	 */
	void detach();

	/**
	 * Takes what the method returned, out of its {@code Optional}, future or publisher.
	 * If this throws, {@link #failed} is to be called.
	 * @param value the value
	 */
	void loaded(@Nullable Object value);

	/**
	 * Takes what the method threw.
	 * @param reason what it threw
	 * @param gaveUp whether it was cancelled, which says nothing about the next attempt
	 */
	void failed(Throwable reason, boolean gaveUp);

}
