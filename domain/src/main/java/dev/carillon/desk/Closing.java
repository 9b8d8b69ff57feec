package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command.Close;
import dev.carillon.desk.model.Command.Protect;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.Reason;

/** What an owner may do with an open position. */
final class Closing {
  private final Trades trades;
  private final Checks checks;
  private final Requests requests;

  Closing(Trades trades, Checks checks, Requests requests) {
    this.trades = trades;
    this.checks = checks;
    this.requests = requests;
  }

  Answer close(Account account, Close command) {
    Answer before = requests.before(account, command.key());
    if (before != null) {
      return before;
    }
    Position position = account.positions().get(command.ticket());
    if (position == null) {
      return unknown(command.ticket());
    }
    long volume = command.volume() == 0 ? position.volume() : command.volume();
    Problem problem = checks.live(position.market());
    if (problem == null) {
      problem = checks.part(position, volume);
    }
    if (problem != null) {
      return problem.refused();
    }
    Deal deal = trades.close(position, volume, Cause.CLIENT);
    requests.done(account, command.key(), Long.toString(position.ticket()));
    return new Answer.Closed(deal, position.state());
  }

  Answer protect(Account account, Protect command) {
    Position position = account.positions().get(command.ticket());
    if (position == null) {
      return unknown(command.ticket());
    }
    Market market = position.market();
    Long stop = command.stopLoss();
    Long take = command.takeProfit();
    long stopLoss = stop == null ? position.stopLoss() : stop;
    long takeProfit = take == null ? position.takeProfit() : take;
    Problem problem = checks.open(market);
    if (problem == null) {
      problem =
          Checks.stops(
              market, position.side(), market.closePrice(position.side()), stopLoss, takeProfit);
    }
    if (problem != null) {
      return problem.refused();
    }
    trades.protect(position, stopLoss, takeProfit);
    return new Answer.Positioned(position.state());
  }

  private static Answer unknown(long ticket) {
    return new Problem(Reason.UNKNOWN_POSITION, "position: " + ticket + " (expected: an open one)")
        .refused();
  }
}
