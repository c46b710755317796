// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/top_bar.h"

#include "app/actions.h"
#include "language/language.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>

namespace streamscope::ui {

namespace {

constexpr int shortestSeconds = 1, longestSeconds = 30;

QWidget* spacer(QWidget* parent, bool expanding, int width = 0)
{
    auto* made = new QWidget(parent);
    made->setSizePolicy(expanding ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Preferred);
    made->setMinimumWidth(width);
    return made;
}

/// "NVIDIA H200 · simulated": where the numbers will come from is part of the choice.
QString deviceText(const session::DeviceEntry& entry)
{
    const QString name = text(entry.name);
    switch (entry.target.kind) {
    case session::Target::Kind::simulator:
        return TopBar::tr("%1 · simulated").arg(name);
    case session::Target::Kind::cuda:
        return name;
    case session::Target::Kind::replay:
        break;
    }
    // Several recordings of one device differ by what was recorded: the file's name says it.
    const QString file = QFileInfo(QString::fromStdString(entry.target.file)).fileName();
    return name.isEmpty() ? TopBar::tr("Recorded: %1").arg(file)
                          : TopBar::tr("%1 · recorded").arg(name) + QStringLiteral(" · ") + file;
}

} // namespace

TopBar::TopBar(Actions& actions, QMenu* menu, QMenu* experiments, QWidget* parent)
    : QToolBar(parent), m_menu(new QToolButton(this)), m_devices(new QComboBox(this)), m_playsIn(new QLabel(this)),
      m_seconds(new QSlider(Qt::Horizontal, this)), m_secondsText(new QLabel(this)), m_title(new QToolButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setIconSize(QSize(14, 14));
    m_menu->setDefaultAction(actions.openMenu);
    m_menu->setMenu(menu);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setObjectName(QStringLiteral("menuButton"));
    m_menu->setProperty("bare", true);
    m_title->setMenu(experiments);
    m_title->setPopupMode(QToolButton::InstantPopup);
    m_title->setObjectName(QStringLiteral("experimentButton"));
    m_title->setProperty("bare", true);
    m_title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_devices->setObjectName(QStringLiteral("deviceBox"));
    m_devices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_devices->setMinimumContentsLength(27);
    m_seconds->setObjectName(QStringLiteral("playSeconds"));
    m_seconds->setRange(shortestSeconds, longestSeconds);
    m_seconds->setFixedWidth(110);
    m_playsIn->setProperty("role", QStringLiteral("muted"));
    m_secondsText->setProperty("role", QStringLiteral("muted"));

    const auto button = [this](QAction* action) {
        auto* made = new QToolButton(this);
        made->setDefaultAction(action);
        made->setObjectName(action->objectName() + QStringLiteral("Button"));
        addWidget(made);
        return made;
    };
    addWidget(m_menu);
    addWidget(m_devices);
    auto* run = button(actions.run);
    run->setProperty("primary", true);
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button(actions.loop);
    button(actions.stop);
    addWidget(spacer(this, false, 10));
    addWidget(m_playsIn);
    addWidget(m_seconds);
    addWidget(m_secondsText);
    addWidget(spacer(this, false, 10));
    button(actions.stepBack);
    button(actions.play);
    button(actions.stepForward);
    addWidget(spacer(this, true));
    addWidget(m_title);

    connect(m_devices, &QComboBox::activated, this, [this](int row) {
        if (row >= 0 && row < int(m_entries.size())) {
            m_current = m_entries[std::size_t(row)].target;
            emit deviceChosen(m_current);
        }
    });
    connect(m_seconds, &QSlider::valueChanged, this, [this](int seconds) {
        showSeconds();
        emit playSecondsChanged(seconds);
    });
    retranslate();
}

void TopBar::setDevices(const std::vector<session::DeviceEntry>& devices, const session::Target& current)
{
    m_entries = devices;
    m_current = current;
    fillDevices();
}

void TopBar::fillDevices()
{
    const auto isCurrent = [this](const session::DeviceEntry& entry) {
        return entry.target.text() == m_current.text() && entry.target.via == m_current.via;
    };
    if (std::none_of(m_entries.begin(), m_entries.end(), isCurrent)) {
        session::DeviceEntry own;
        own.target = m_current;
        if (m_current.kind != session::Target::Kind::replay) // whose device nobody has told yet
            own.name = m_current.text();
        m_entries.push_back(own);
    }
    const QSignalBlocker quiet(m_devices);
    m_devices->clear();
    for (const session::DeviceEntry& entry : m_entries) {
        m_devices->addItem(deviceText(entry));
        const int row = m_devices->count() - 1;
        const QString note = entry.note.id.empty() ? QString() : sentence(entry.note);
        m_devices->setItemData(row, note, Qt::ToolTipRole);
        if (!entry.available)
            if (auto* model = qobject_cast<QStandardItemModel*>(m_devices->model()))
                model->item(row)->setEnabled(false);
        if (isCurrent(entry)) {
            m_devices->setCurrentIndex(row);
            m_devices->setToolTip(note);
        }
    }
}

void TopBar::setTitle(const QString& title)
{
    m_titleText = title;
    const int room = fontMetrics().averageCharWidth() * 46;
    m_title->setText(fontMetrics().elidedText(title, Qt::ElideMiddle, room) + QStringLiteral("  ▾"));
}

void TopBar::setPlaySeconds(int seconds)
{
    const QSignalBlocker quiet(m_seconds);
    m_seconds->setValue(seconds);
    showSeconds();
}

void TopBar::showSeconds()
{
    m_secondsText->setText(tr("%1 s").arg(m_seconds->value()));
    m_secondsText->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 s").arg(longestSeconds)));
}

void TopBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QToolBar::changeEvent(event);
}

void TopBar::retranslate()
{
    setWindowTitle(tr("Tool bar"));
    m_menu->setAccessibleName(tr("Menu"));
    m_devices->setAccessibleName(tr("Device"));
    m_title->setToolTip(tr("Choose an experiment or a recording"));
    m_title->setAccessibleName(tr("Experiment"));
    m_playsIn->setText(tr("plays in"));
    m_seconds->setAccessibleName(tr("Length of slow motion in seconds"));
    m_seconds->setToolTip(tr("How long slow motion takes"));
    showSeconds();
    fillDevices();
}

} // namespace streamscope::ui
