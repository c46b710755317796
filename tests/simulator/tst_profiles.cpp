// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/resources.h"
#include "device/fits.h"
#include "device/part.h"
#include "device/profiles.h"
#include "simulator/support_programs.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace streamscope;

class DeviceProfiles : public QObject
{
    Q_OBJECT

private slots:
    void theH200ComesFirst();
    void everyBuiltInProfileReadsAndIsWhole();
    void whatIsWrittenReadsBackTheSame();
    void onlyMeasuredProfilesAreCalledMeasured();
    void brokenProfilesAreRefusedWithTheirPlace_data();
    void brokenProfilesAreRefusedWithTheirPlace();
    void anUnknownNameSaysWhichThereAre();
    void aFileThatIsNotThereIsAnError();
    void peakIsTwoOperationsALaneAndCycle();
    void theH200sProfileIsWhatCalibrateWrote();
    void everyMeasuredNumberOfTheH200HasItsSpread();
    void correctionsAreAppliedOnce();
    void whatIsMeasuredStaysAndWhatIsFittedIsAdopted();
    void aGpuOfTheSameComputeCapabilityLendsItsModelAndKernels();
    void adoptingTheFitsAgainChangesNothing();
    void everyConstantOfTheModelStandsInTheFile();
    void withoutAPartTheRestStays();
};

void DeviceProfiles::theH200ComesFirst()
{
    const std::vector<std::string> names = device::profileNames();
    QCOMPARE(names.front(), "h200");
    for (const char* name : {"laptop", "t4", "rtx4090", "a100", "orin"})
        QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name);
}

void DeviceProfiles::everyBuiltInProfileReadsAndIsWhole()
{
    for (const std::string& name : device::profileNames()) {
        const auto profile = device::findProfile(name);
        QVERIFY2(profile, name.c_str());
        QCOMPARE(profile->name, name);
        QVERIFY(!profile->deviceName.empty());
        QVERIFY(!profile->sourceNote.empty());
        QVERIFY(profile->calls.launchKernelNs > 0);
        QVERIFY(profile->latencies.sameStreamGapNs > 0);
        QVERIFY(profile->pinnedH2D.bytesPerSecond > profile->pageableH2D.bytesPerSecond);
    }
}

void DeviceProfiles::whatIsWrittenReadsBackTheSame()
{
    device::DeviceProfile profile = simulatortest::roundProfile();
    profile.sourceNote = "made up · “for tests”";
    profile.smOrder = {3, 1, 0, 2};
    profile.clockHz = 1.98e9 + 0.125;
    profile.kernels["fma"] = {1.5, 1.01, 0.99, 2, 3};
    const std::string text = device::profileJson(profile);
    const auto back = device::parseProfile(text, "written");
    QVERIFY(back);
    QCOMPARE(device::profileJson(*back), text);
    QCOMPARE(back->clockHz, profile.clockHz);
    QCOMPARE(back->smOrder, profile.smOrder);
    QCOMPARE(back->kernels.at("fma").pipeFactor, 1.01);
}

void DeviceProfiles::onlyMeasuredProfilesAreCalledMeasured()
{
    for (const std::string& name : device::profileNames())
        QCOMPARE(device::findProfile(name)->source == device::ProfileSource::measured, name == "h200");
}

void DeviceProfiles::brokenProfilesAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char* name, const char* what, const char* with, const char* place, const char* id) {
        QTest::newRow(name) << QByteArray(what) << QByteArray(with) << QByteArray(place) << QByteArray(id);
    };
    row("not JSON", "\"limits\": {", "\"limits\" {", "9", "device.not-json");
    row("a key too many", "\"sms\": 4,", "\"sms\": 4, \"smms\": 4,", "#/limits/smms", "device.unknown-key");
    row("a key too few", "\"sms\": 4,", "", "#/limits", "device.missing-key");
    row("a text for a number", "\"sms\": 4,", "\"sms\": \"4\",", "#/limits/sms", "device.wrong-type");
    row("a fraction for a count", "\"sms\": 4,", "\"sms\": 4.5,", "#/limits/sms", "device.wrong-type");
    row("no SM", "\"sms\": 4,", "\"sms\": 0,", "#/limits/sms", "device.out-of-range");
    row("too many SMs", "\"sms\": 4,", "\"sms\": 1000000000000,", "#/limits/sms", "device.out-of-range");
    row("no clock", "\"clock_hz\": 1000000000,", "\"clock_hz\": 0,", "#/rates/clock_hz", "device.out-of-range");
    row("an infinite clock", "\"clock_hz\": 1000000000,", "\"clock_hz\": 1e999,", "15", "device.not-json");
    row("a negative cost", "\"launch_kernel_ns\": 1000,", "\"launch_kernel_ns\": -1,", "#/calls/launch_kernel_ns",
        "device.out-of-range");
    row("a ninetieth percentile below the median", "\"model_error_median\": -1,", "\"model_error_median\": 0.5,",
        "#/model_error_90", "device.out-of-range");
    row("an SM twice", "\"sm_order\": []", "\"sm_order\": [0, 1, 1, 3]", "#/limits/sm_order",
        "device.not-a-permutation");
    row("an SM that is no number", "\"sm_order\": []", "\"sm_order\": [0, \"1\"]", "#/limits/sm_order/1",
        "device.wrong-type");
    row("another version", "\"streamscope_profile\": 1", "\"streamscope_profile\": 2", "#/streamscope_profile",
        "device.unknown-version");
    row("an unknown source", "\"source\": \"datasheet\"", "\"source\": \"rumour\"", "#/source",
        "device.unknown-source");
    row("a correction of nothing", "\"kernels\": {}", "\"kernels\": {}, \"corrections\": {\"calls/typo_ns\": 2}",
        "#/corrections/calls/typo_ns", "device.unknown-key");
    row("a correction by nothing", "\"kernels\": {}", "\"kernels\": {}, \"corrections\": {\"calls/memcpy_ns\": 0}",
        "#/corrections/calls/memcpy_ns", "device.out-of-range");
    row("an origin that is no word", "\"kernels\": {}", "\"kernels\": {}, \"origin\": {\"calls\": 1}", "#/origin/calls",
        "device.wrong-type");
    row("a bad fit", "\"kernels\": {}", "\"kernels\": {\"fma\": 1}", "#/kernels/fma", "device.not-an-object");
}

void DeviceProfiles::brokenProfilesAreRefusedWithTheirPlace()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, with);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, id);
    QByteArray text = QByteArray::fromStdString(device::profileJson(simulatortest::roundProfile()));
    QVERIFY2(text.contains(what), text.constData());
    text.replace(what, with);
    const auto profile = device::parseProfile(text.toStdString(), "test.json");
    QVERIFY(!profile);
    QCOMPARE(QByteArray::fromStdString(profile.error().message.id), id);
    QCOMPARE(profile.error().file, "test.json");
    if (id != "device.not-json")
        QCOMPARE(QByteArray::fromStdString(profile.error().place), place);
    else
        QVERIFY(QByteArray::fromStdString(profile.error().place).toInt() > 1);
}

void DeviceProfiles::anUnknownNameSaysWhichThereAre()
{
    const auto profile = device::findProfile("h300");
    QVERIFY(!profile);
    QCOMPARE(profile.error().message.id, "device.unknown-profile");
    QVERIFY(profile.error().message.arguments.at(1).find("h200") != std::string::npos);
}

void DeviceProfiles::aFileThatIsNotThereIsAnError()
{
    const auto profile = device::findProfile("/nowhere/profile.json");
    QVERIFY(!profile);
    QCOMPARE(profile.error().kind, ErrorKind::input);
}

void DeviceProfiles::peakIsTwoOperationsALaneAndCycle()
{
    // 4 SMs · 128 lanes · 2 · 1 GHz
    QCOMPARE(simulatortest::roundProfile().peakFp32FlopsPerSecond(), 1.024e12);
}

/// What `calibrate` measured on the machine that the built-in profile is of, before it took the fits from there.
device::DeviceProfile measuredH200()
{
    return *device::findUncorrected(STREAMSCOPE_SOURCE_DIR "/tests/data/calibration/h200.json");
}

void DeviceProfiles::theH200sProfileIsWhatCalibrateWrote()
{
    device::DeviceProfile profile = measuredH200();
    device::adoptFits(profile, *device::findUncorrected("h200"));
    QCOMPARE(device::profileJson(profile), std::string(*resource("profiles/h200.json")));
}

void DeviceProfiles::everyMeasuredNumberOfTheH200HasItsSpread()
{
    const device::DeviceProfile profile = *device::findUncorrected("h200");
    for (const auto& [place, factor] : profile.corrections) {
        QCOMPARE(device::originOf(profile, place), "measured");
        QVERIFY2(profile.spread.count(place) == 1, place.c_str());
        QVERIFY2(factor >= 0.25 && factor <= 4, place.c_str());
    }
    for (const auto& [place, range] : profile.spread) {
        QCOMPARE(device::originOf(profile, place), place.starts_with("model/l2_misses/") ? "fitted" : "measured");
        QVERIFY2(range[0] <= range[1], place.c_str());
    }
}

void DeviceProfiles::correctionsAreAppliedOnce()
{
    device::DeviceProfile profile = simulatortest::roundProfile();
    profile.corrections = {{"calls/launch_kernel_ns", 1.5}, {"transfers/pinned_h2d/bytes_per_second", 0.5}};
    const double launchNs = profile.calls.launchKernelNs, bytesPerSecond = profile.pinnedH2D.bytesPerSecond;
    device::applyCorrections(profile);
    QCOMPARE(profile.calls.launchKernelNs, 1.5 * launchNs);
    QCOMPARE(profile.pinnedH2D.bytesPerSecond, 0.5 * bytesPerSecond);
    QVERIFY(profile.corrections.empty());
    device::applyCorrections(profile);
    QCOMPARE(profile.calls.launchKernelNs, 1.5 * launchNs);
    // A profile that is found is ready for use.
    QVERIFY(device::findProfile("h200")->corrections.empty());
    const device::DeviceProfile written = *device::findUncorrected("h200");
    QCOMPARE(device::findProfile("h200")->calls.synchronizeNs,
             written.calls.synchronizeNs * written.corrections.at("calls/synchronize_ns"));
}

void DeviceProfiles::whatIsMeasuredStaysAndWhatIsFittedIsAdopted()
{
    device::DeviceProfile measured = simulatortest::roundProfile(), fitted = measured;
    measured.calls.launchKernelNs = 3000;
    measured.calls.memcpyNs = 2000;
    measured.model.flushNs = 1;
    measured.spread = {{"calls/launch_kernel_ns", {2900, 3100}}, {"calls/memcpy_ns", {1900, 2100}}};
    fitted.calls.launchKernelNs = 5000;
    fitted.calls.memcpyNs = 2500;
    fitted.model.flushNs = 400;
    fitted.kernels["fma"].pipeFactor = 1.04;
    fitted.origin = {{"calls", "measured"}, {"calls/memcpy_ns", "fitted"}, {"model", "fitted"}};
    fitted.corrections = {{"calls/launch_kernel_ns", 1.1}};
    device::adoptFits(measured, fitted);
    QCOMPARE(measured.calls.launchKernelNs, 3000);
    QCOMPARE(measured.calls.memcpyNs, 2500);
    QCOMPARE(measured.model.flushNs, 400);
    QCOMPARE(measured.kernels.at("fma").pipeFactor, 1.04);
    QCOMPARE(measured.corrections.at("calls/launch_kernel_ns"), 1.1);
    QCOMPARE(measured.spread.size(), std::size_t(1)); // that of the launch
    QCOMPARE(device::originOf(measured, "model/flush_ns"), "fitted");
    QCOMPARE(device::originOf(measured, "rates/clock_hz"), "");
}

void DeviceProfiles::aGpuOfTheSameComputeCapabilityLendsItsModelAndKernels()
{
    device::DeviceProfile measured = measuredH200();
    measured.name = "h100";
    measured.deviceName = "NVIDIA H100";
    const std::optional<device::DeviceProfile> kin = device::fitsFor(measured);
    QVERIFY(kin);
    QCOMPARE(kin->name, "h200");
    const double memsetNs = measured.calls.memsetNs, keeps = measured.model.l2KeepsShare;
    device::adoptFits(measured, *kin);
    QCOMPARE(measured.kernels.size(), kin->kernels.size());
    QCOMPARE(measured.model.flushNs, kin->model.flushNs);
    QCOMPARE(measured.corrections, kin->corrections);
    QCOMPARE(device::originOf(measured, "model/flush_ns"), "fitted");
    // What was measured here stays; nobody knows how far the model is off here.
    QCOMPARE(measured.calls.memsetNs, memsetNs);
    QCOMPARE(measured.model.l2KeepsShare, keeps);
    QCOMPARE(measured.modelErrorMedian, -1);
    // Another architecture has no kin: the others come from datasheets.
    measured.computeMajor = 8;
    QVERIFY(!device::fitsFor(measured));
}

void DeviceProfiles::adoptingTheFitsAgainChangesNothing()
{
    const device::DeviceProfile h200 = *device::findUncorrected("h200");
    device::DeviceProfile again = h200;
    device::adoptFits(again, h200);
    QCOMPARE(device::profileJson(again), device::profileJson(h200));
}

// Only what stands in the file says which part it is of.
void DeviceProfiles::everyConstantOfTheModelStandsInTheFile()
{
    using Json = nlohmann::json;
    const Json document = Json::parse(device::profileJson(simulatortest::roundProfile()));
    const auto numbers = [&document](const char* section) { return document[section].flatten().size(); };
    QCOMPARE(numbers("model"), sizeof(device::ModelFit) / sizeof(double));
    QCOMPARE(numbers("latencies"), sizeof(device::DeviceLatencies) / sizeof(double));
    QCOMPARE(numbers("calls"), sizeof(device::CallCosts) / sizeof(double));
}

void DeviceProfiles::withoutAPartTheRestStays()
{
    const auto h200 = device::findProfile("h200");
    QVERIFY(h200);
    const auto without = [&h200](device::Part part) { return device::without(part, *h200); };
    QCOMPARE(without(device::Part::gaps).latencies.sameStreamGapNs, 0.0);
    QCOMPARE(without(device::Part::gaps).model.flushBesideNs, 0.0);
    QCOMPARE(without(device::Part::gaps).calls.launchKernelNs, h200->calls.launchKernelNs);
    QCOMPARE(without(device::Part::submissions).calls.launchKernelNs, 0.0);
    QCOMPARE(without(device::Part::submissions).model.smallMemsetCallNs, 0.0);
    QCOMPARE(without(device::Part::submissions).latencies.sameStreamGapNs, h200->latencies.sameStreamGapNs);
    for (const device::Part part : {device::Part::gaps, device::Part::submissions}) {
        QCOMPARE(without(part).calls.mallocNs, h200->calls.mallocNs);
        QCOMPARE(without(part).dramBytesPerSecond, h200->dramBytesPerSecond);
    }
}

QTEST_APPLESS_MAIN(DeviceProfiles)
#include "tst_profiles.moc"
