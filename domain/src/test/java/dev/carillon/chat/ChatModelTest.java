package dev.carillon.chat;

import dev.carillon.testkit.Seeds;
import java.util.random.RandomGenerator;

class ChatModelTest {
  @Seeds(100)
  void whatIsToldStoredAndCountedAgreesWhateverHappens(RandomGenerator random) {
    new ChatModel(new MemoryChatStore(), random).run(120);
  }
}
