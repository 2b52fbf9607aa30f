/**
 * Faults in what the cache is given, hash attacks, and virtual threads: start at
 * {@link io.github.twscache.faults.Aftermath}, which says what has to hold after each.
 * <pre>
 * fault                     | GET     PUT     LOAD    INVALI- CLEAR   CLEANUP EVICT   RESIZE  CLOSE
 *                           |                 (both)  DATE
 * --------------------------+-----------------------------------------------------------------------
 * clock jumps, stalls, back | C       C       C       -       -       C       C       C       -
 *   published by a daemon   | Co      Co      -       -       -       Co      -       -       cc
 * ticker throws             | T       T       T       T       T       T       T       T       -
 * listener throws           | -       L       L       L       L       L bt    L       L       -
 *   blocks                  | -       ll      ll      ll      ll      L ll    ll      -       X
 *   uses the cache          | -       L       L       L       L       L       L       L lc    S
 * weigher throws            | -       W       W       -       -       -       -       -       -
 *   blocks                  | W       W       W       W       W       W       W       W       -
 *   uses the cache          | -       W       W       -       -       -       -       -       S
 * policy throws             | -       P       P       -       -       -       -       -       -
 *   blocks                  | P       P       P       P       P       P       P       P       -
 *   uses the cache          | -       P       P       -       -       -       -       -       -
 * loader, stage throws      | -       -       D lf    -       -       -       -       -       -
 *   blocks                  | D       D       D       D       D       D       D       D       X
 *   uses the cache          | D       D       D ld    D       D       D       D       D       S
 * hashCode, equals throw    | K       K       K       K       K       K       K       K M     -
 *   block                   | SK      SK      SK      SK      SK      SK      -       SK      X
 * thread is interrupted     | I       I IW    I li    I       I IW    I       I       I       I
 * workers are rejected      | R       R       R       R       R       R       R       R       R
 *   cannot be started       | -       -       -       -       -       TS      -       TS      -
 * the cache is closed       | X       X       X       X       X       X       X       X       X S
 * hash codes collide        | H       H       H       H       H       H       H       H       -
 * virtual threads           | V       V CA    V CA    V       V       V       V       V       -
 *
 * of this package: C ClockFaultTests, CA CarrierTests, D LoaderFaultTests, H HashAttackTests and
 * StringAttackTests, I InterruptFaultTests, K KeyFaultTests, L ListenerFaultTests, P TtlPolicyFaultTests,
 * S SelfCloseFaultTests, T TickerFaultTests, V VirtualThreadTests, W WeigherFaultTests, X CloseFaultTests
 * of the engine: Co CoarseClockFaultTests, IW InterruptedWaitFaultTests, M MovingKeyFaultTests,
 * R RejectedWorkFaultTests, SK SlowKeyFaultTests, TS ThreadShortageFaultTests; with virtual threads
 * LockedCarrierFaultTests, too
 * elsewhere: bt BrokenTickerTests, cc CacheClockTests, lc ListenersInChangesTests, ld LoadCircleTests,
 * lf LoadFailureTests, li LoadInterruptionTests, ll ListenerLockTests
 * </pre>
 */
@NullMarked
package io.github.twscache.faults;

import org.jspecify.annotations.NullMarked;
