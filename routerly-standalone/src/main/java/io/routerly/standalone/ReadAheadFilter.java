package io.routerly.standalone;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/** Keeps bytes that were read ahead from the codec until it is their turn. */
final class ReadAheadFilter extends BaseFilter {
  @Override
  public NextAction handleRead(FilterChainContext context) {
    ReadAhead readAhead = ConnectionState.of(context.getConnection()).readAhead;
    return readAhead != null && readAhead.hold(context)
        ? context.getSuspendAction()
        : context.getInvokeAction();
  }
}
