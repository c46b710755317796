// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/resources.h"
#include "device/profiles.h"
#include "simulator/support_programs.h"

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
    row("an SM twice", "\"sm_order\": []", "\"sm_order\": [0, 1, 1, 3]", "#/limits/sm_order",
        "device.not-a-permutation");
    row("an SM that is no number", "\"sm_order\": []", "\"sm_order\": [0, \"1\"]", "#/limits/sm_order/1",
        "device.wrong-type");
    row("another version", "\"streamscope_profile\": 1", "\"streamscope_profile\": 2", "#/streamscope_profile",
        "device.unknown-version");
    row("an unknown source", "\"source\": \"datasheet\"", "\"source\": \"rumour\"", "#/source",
        "device.unknown-source");
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

QTEST_APPLESS_MAIN(DeviceProfiles)
#include "tst_profiles.moc"
