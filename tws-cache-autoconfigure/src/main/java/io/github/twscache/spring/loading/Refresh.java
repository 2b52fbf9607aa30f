package io.github.twscache.spring.loading;

import io.github.twscache.spring.loading.LoadingCacheInterceptor.LoadingContext;
import org.jspecify.annotations.Nullable;

/**
 * A load in the background that replaces one value of one cache before it expires.
 *
 * @param context the operation that hit the value
 * @param view the cache, with the ticket of the refresh in hand
 * @param key the key
 */
record Refresh(LoadingContext context, LoadView view, Object key) implements LoadSink {

	@Override
	public void detach() {
		this.view.detach();
	}

	@Override
	public void loaded(@Nullable Object value) {
		this.context.replace(this.view, this.key, value);
	}

	@Override
	public void failed(Throwable reason, boolean gaveUp) {
		if (gaveUp) {
			this.view.abandon();
		}
		else {
			this.view.fail(reason);
		}
	}

}
