package io.github.twscache.spring.loading;

/**
 * What methods return, as far as their loads differ by it.
 */
enum ReturnKind {

	/** The value itself, or an {@code Optional} of it. */
	PLAIN,

	/** A {@code CompletableFuture}. */
	FUTURE,

	/** A publisher of one value at most, which begins when it is subscribed to. */
	MONO,

	/** A publisher of many values, which begins when it is subscribed to. */
	FLUX,

	/** What Spring handles in a way that leaves no room for a load. */
	OTHER

}
