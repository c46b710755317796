// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language.h"

#include "words/sentences.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>

#include <cstdlib>

namespace streamscope::ui {

namespace {

/// Dialogs of the desktop speak the system's language whatever the application's is.
bool isOfSystem(const QString& language)
{
    const QLocale::Language system = QLocale::system().language(), own = QLocale(language).language();
    return own == (system == QLocale::C ? QLocale::English : system);
}

} // namespace

void setLanguage(const QString& language)
{
    // Owned by the application; installing one anew tells every widget.
    static QTranslator* own = nullptr;
    static QTranslator* qts = nullptr;
    if (!own) {
        own = new QTranslator(qApp);
        qts = new QTranslator(qApp);
        QObject::connect(qApp, &QObject::destroyed, [] { own = qts = nullptr; });
    }
    QLocale::setDefault(QLocale(language));
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs, !isOfSystem(language));
    QCoreApplication::removeTranslator(qts);
    QCoreApplication::removeTranslator(own);
    if (language != QLatin1String("en") &&
        qts->load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
    // English too: its plurals stand in a file of their own.
    if (own->load(QStringLiteral(":/translations/streamscope_") + language + QStringLiteral(".qm")))
        QCoreApplication::installTranslator(own);
}

std::string_view language()
{
    return QLocale().language() == QLocale::Chinese ? "zh_CN" : "en";
}

namespace {

/// Names of a trace may be as long as its maker liked: a sentence has their beginning and end.
Message withShortArguments(Message message)
{
    constexpr qsizetype most = 64, kept = 28;
    for (std::string& argument : message.arguments) {
        if (argument.size() <= std::size_t(most)) // bytes, at least as many as letters
            continue;
        if (const QString whole = text(argument); whole.size() > most)
            argument = (whole.first(kept) + QStringLiteral("…") + whole.last(kept)).toStdString();
    }
    return message;
}

} // namespace

QString sentence(const Message& message)
{
    return text(words::sentence(withShortArguments(message), language()));
}

QString sentence(const Error& error)
{
    return text(words::sentence(error, language()));
}

QString duration(Ns ns)
{
    return text(words::duration(ns));
}

QString wrappable(QString text)
{
    static const QRegularExpression gap(QStringLiteral("(?<=\\d) (?=[^\\s\\d])"));
    static const QRegularExpression joint(
        QStringLiteral("(?<=[^\\s\\p{Han}]{12}[_/.,:;<>()-])(?=\\w)|(?<=[^\\s\\p{Han}]{28})(?=\\w)"));
    return text.replace(gap, QString(QChar::Nbsp)).replace(joint, QString(QChar(0x200B)));
}

QString instant(Ns ns)
{
    struct Unit
    {
        Ns ns;
        int decimals;
        const char* name;
    };
    for (const Unit& unit : {Unit{1'000'000'000, 7, " s"}, {1'000'000, 4, " ms"}, {1000, 3, " µs"}}) {
        if (std::abs(ns) < unit.ns)
            continue;
        QString number = QString::number(double(ns) / double(unit.ns), 'f', unit.decimals);
        while (number.endsWith(QLatin1Char('0')))
            number.chop(1);
        if (number.endsWith(QLatin1Char('.')))
            number.chop(1);
        return number + QString::fromUtf8(unit.name);
    }
    return QStringLiteral("%1 ns").arg(ns);
}

QString durationPair(Ns first, Ns second)
{
    const QString a = duration(first), b = duration(second);
    const QString unit = a.mid(a.indexOf(QLatin1Char(' ')));
    return b.endsWith(unit) ? a.chopped(unit.size()) + QStringLiteral(" → ") + b : a + QStringLiteral(" → ") + b;
}

} // namespace streamscope::ui
