// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/allocation_costs.h"
#include "support_program.h"

#include <QtTest>

using namespace streamscope;

class ProgramAllocationCosts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void thePoolGrowsOnceAndIsUsedAgain();
    void moreThanThePoolHasIsMapped();
    void aSynchronisationGivesBackWhatIsNotUsed();
    void whatIsUsedIsNotGivenBack();
    void whatAnotherStreamIsStillToFreeIsMappedAnew();
    void whatAnEventSaysIsFreedBeforeIsRoom();
    void sizesCountAgainstWhatWasMeasured();
    void pinningGoesByPages();

private:
    device::DeviceProfile m_profile;
};

namespace {
constexpr std::int64_t mebibyte = 1 << 20;
}

void ProgramAllocationCosts::init()
{
    m_profile = {};
    m_profile.calls.mallocNs = 40'000;
    m_profile.calls.freeNs = 50'000;
    m_profile.calls.mallocAsyncNs = 50'000;
    m_profile.calls.freeAsyncNs = 30'000;
    m_profile.calls.mallocHostNs = 3'000'000;
    m_profile.model.poolReuseNs = 600;
    m_profile.model.poolChunkBytes = 32 * mebibyte;
    m_profile.model.poolNsPerByte = 0.001;
    m_profile.model.mallocNsPerByte = 0.001;
    m_profile.model.freeNsPerByte = 0.002;
    m_profile.model.pinnedFixedShare = 0.2;
}

void ProgramAllocationCosts::thePoolGrowsOnceAndIsUsedAgain()
{
    program::AllocationCosts costs(m_profile);
    QCOMPARE(costs.mallocAsyncNs(8 * mebibyte, 0), 50'000.0);
    QCOMPARE(costs.freeAsyncNs(8 * mebibyte, 0), 600.0);
    QCOMPARE(costs.mallocAsyncNs(8 * mebibyte, 0), 600.0);
    QCOMPARE(costs.mallocAsyncNs(24 * mebibyte, 0), 600.0); // 32 MiB in all
}

void ProgramAllocationCosts::moreThanThePoolHasIsMapped()
{
    program::AllocationCosts costs(m_profile);
    // 96 MiB beyond the least step, at 0.001 ns a byte
    QCOMPARE(costs.mallocAsyncNs(128 * mebibyte, 0), 50'000 + 96 * mebibyte * 0.001);
    QCOMPARE(costs.mallocAsyncNs(mebibyte, 0), 50'000.0); // a step more
}

void ProgramAllocationCosts::aSynchronisationGivesBackWhatIsNotUsed()
{
    program::AllocationCosts costs(m_profile);
    QCOMPARE(costs.trimNs(), 0.0);
    costs.mallocAsyncNs(128 * mebibyte, 0);
    costs.freeAsyncNs(128 * mebibyte, 0);
    QCOMPARE(costs.trimNs(), 30'000 + 96 * mebibyte * 0.001);
    QCOMPARE(costs.trimNs(), 0.0);
    QCOMPARE(costs.mallocAsyncNs(mebibyte, 0), 50'000.0); // the pool is empty again
}

void ProgramAllocationCosts::whatIsUsedIsNotGivenBack()
{
    program::AllocationCosts costs(m_profile);
    costs.mallocAsyncNs(mebibyte, 0);
    QCOMPARE(costs.trimNs(), 0.0); // 31 MiB are left of the step it needs
    QCOMPARE(costs.mallocAsyncNs(mebibyte, 0), 600.0);
}

/// On the H200, a free pending behind 200 ms of work: a new pointer to another stream each time, 65 to 122 µs a call.
void ProgramAllocationCosts::whatAnotherStreamIsStillToFreeIsMappedAnew()
{
    program::AllocationCosts costs(m_profile);
    costs.mallocAsyncNs(64 * mebibyte, 0);
    costs.freeAsyncNs(64 * mebibyte, 0);
    // 64 MiB, 32 of them beyond the least step
    QCOMPARE(costs.mallocAsyncNs(64 * mebibyte, 1), 50'000 + 32 * mebibyte * 0.001);
    QCOMPARE(costs.mallocAsyncNs(64 * mebibyte, 0), 600.0); // its own stream's free comes before
    costs.freeAsyncNs(64 * mebibyte, 1);
    costs.freeIsDone(0);
    costs.freeIsDone(1);
    QCOMPARE(costs.mallocAsyncNs(64 * mebibyte, 2), 600.0);
}

/// On the H200, behind 100 ms of work: the same pointer again within 0.8 to 1.5 µs where the stream waits for an event
/// after the free, by way of a third stream too; a new one, 65 to 91 µs, where there is no event or it comes before.
// Rule S5
void ProgramAllocationCosts::whatAnEventSaysIsFreedBeforeIsRoom()
{
    const auto callsOf = [this](const std::string& branches) {
        const auto program = program::lowered(branches, R"("streams": [{"name": "s"}, {"name": "t"}, {"name": "u"}])");
        const program::FreeOrder order(*program);
        program::AllocationCosts costs(m_profile, &order);
        QByteArray text; // r: from the pool, m: mapped anew
        for (const program::HostCall& call : program->threads.front())
            if (call.kind == program::CallKind::mallocAsync || call.kind == program::CallKind::freeAsync)
                text += costs.callNs(*program, call) == 600 ? 'r' : 'm';
        return text;
    };
    m_profile.model.poolChunkBytes = 4; // as much as a buffer has
    // a is mapped, and freed; nothing says that it is before b, unless b waits for it.
    QCOMPARE(callsOf("a: +a =a -a !e | b: +b =b"), QByteArray("mrm"));
    QCOMPARE(callsOf("a: +a =a -a !e | b: ?e +b =b"), QByteArray("mrr"));
    // An event before the free says nothing of it.
    QCOMPARE(callsOf("a: +a =a !e -a | b: ?e +b =b"), QByteArray("mrm"));
    // By way of a third stream.
    QCOMPARE(callsOf("a: +a =a -a !e | b: ?e b1 !f | c: ?f +c =c"), QByteArray("mrr"));
    // What has been handed out once is not handed out again.
    QCOMPARE(callsOf("a: +a =a -a !e | b: ?e +b =b | c: ?e +c =c"), QByteArray("mrrm"));
}

void ProgramAllocationCosts::sizesCountAgainstWhatWasMeasured()
{
    const program::AllocationCosts costs(m_profile);
    QCOMPARE(costs.mallocNs(8 * mebibyte), 40'000.0); // what calibrate allocates
    QCOMPARE(costs.mallocNs(16 * mebibyte), 40'000 + 8 * mebibyte * 0.001);
    QCOMPARE(costs.freeNs(0), 50'000 - 8 * mebibyte * 0.002);
}

void ProgramAllocationCosts::pinningGoesByPages()
{
    const program::AllocationCosts costs(m_profile);
    QCOMPARE(costs.mallocHostNs(4096), 600'000.0); // a fifth, whatever the size
    QCOMPARE(costs.mallocHostNs(8 * mebibyte), 3'000'000.0);
    QCOMPARE(costs.mallocHostNs(15 * mebibyte), 600'000 + 2.0 * 2'400'000); // 14 of the 7 MiB beyond the first
}

QTEST_APPLESS_MAIN(ProgramAllocationCosts)
#include "tst_allocation_costs.moc"
